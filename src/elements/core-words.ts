// core-words.ts: on how many cores a run takes its steps.
interface Cores {
  readonly cores: number;
  readonly lost: boolean;
}

/** What a speed is followed by: nothing for one core. */
export const onCores = ({ cores }: Cores): string => (cores > 1 ? ` on ${cores} cores` : "");

/** What there is to say if another core has failed. */
export const lostCore = ({ lost }: Cores): string =>
  lost ? "A second core stopped: the same steps were taken again, and it goes on with one. " : "";
