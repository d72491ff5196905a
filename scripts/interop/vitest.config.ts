import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['scripts/interop/*.check.ts'], pool: 'forks', testTimeout: 30_000, hookTimeout: 120_000 },
});
