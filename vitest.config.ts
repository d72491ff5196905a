import { defineConfig } from 'vitest/config';

const hooks = new URL('./scripts/typescript-hooks.mjs', import.meta.url).href;
const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Two cores is the size we promise for; more workers than cores only add noise to the time limits below.
    maxWorkers: 2,
    pool: 'forks',
    // For the threads that tests start: they inherit it, and run the sources as the tests do.
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(register)}`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
