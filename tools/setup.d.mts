export function setup(): Promise<void>;
export function run(command: string, args: readonly string[], options?: { readonly cwd?: string }): Promise<void>;
