/** Imports a TypeScript module of the project and returns its exports. */
export function load(file: string): Promise<Record<string, unknown>>;
