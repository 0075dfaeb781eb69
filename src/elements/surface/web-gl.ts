// web-gl.ts: whether the browser draws in three dimensions, and with what.

/** Names of what draws without a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * "none" where there is no WebGL, "software" where the processor does it. Asked of a canvas that is let go at once: three.js
 * complains aloud where there is none, and need not be loaded.
 */
export function webGl(): "none" | "software" | "hardware" {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "none";
  // Firefox says it without being asked for, and warns about the extension.
  const plain = String(context.getParameter(context.RENDERER));
  const unmasked = /^webkit webgl$/i.test(plain) && context.getExtension("WEBGL_debug_renderer_info");
  const name = unmasked ? String(context.getParameter(unmasked.UNMASKED_RENDERER_WEBGL)) : plain;
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return SOFTWARE.test(name) ? "software" : "hardware";
}
