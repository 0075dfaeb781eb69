// layers.ts: the figures of chapters 6 to 8, by the id they have on the page. Their script (layers.js) is loaded when a reader comes near them.

export const layers = {};
