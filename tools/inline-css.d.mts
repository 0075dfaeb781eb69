/** For vite, vitest and rolldown: the part of a plugin that all of them know. */
export function inlineCss(): {
  readonly name: string;
  readonly resolveId: (id: string) => string | undefined;
  readonly load: (id: string) => Promise<string | undefined>;
};
