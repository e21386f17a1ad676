import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a change is what makes one fail. `PROPERTY_SEED=7 npm test
 * -- typing` draws others; a failing run prints its seed.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_915) });

export { fc };
