/** SHA-256 of the files in a folder, by name, one after the other. */
export function sourceHash(folder: URL): string;
