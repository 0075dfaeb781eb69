/** Builds what `npm pack` packs, into `dist`. */
export function buildPackage(): Promise<void>;
/** Builds the lesson, into `dist/site`. */
export function buildSite(): Promise<void>;
