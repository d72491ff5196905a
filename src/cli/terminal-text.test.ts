import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatInstant, formatValue } from './format.js';
import { showProgress } from './progress.js';
import { renderTable } from './table.js';
import { cutTo, visible, visibleJson, widthOf } from './terminal-text.js';

const anyText = fc.string({ unit: 'binary' });

describe('text for a terminal', () => {
  it('lets nothing through that a terminal acts on', () => {
    expect(visible('a\u001b[2Jb\u0007\u009b31m\u202Ec\u200bd\ne')).toBe('a\\u{1b}[2Jb\\u{7}\\u{9b}31m\\u{202e}c\\u{200b}d\\ne');
    fc.assert(fc.property(anyText, (text) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(visible(text))));
  });
  it('leaves ordinary text alone', () => {
    expect(visible('bert-base_uncased/模型 é 🤗')).toBe('bert-base_uncased/模型 é 🤗');
  });
  it('keeps JSON exact while hiding the same characters', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), anyText, (value, text) => {
      const shown = visibleJson({ value, text });
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(JSON.stringify(JSON.parse(shown))).toBe(JSON.stringify({ value, text }));
    }));
  });
  it('cuts to the width asked for, wide characters included', () => {
    expect(cutTo('abcdef', 4)).toBe('abc…');
    expect(widthOf('模型')).toBe(4);
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, width) => widthOf(cutTo(visible(text), width)) <= width));
  });
});

describe('tables', () => {
  it('align numbers to the right and fit the width', () => {
    const columns = [{ title: 'name', flexible: true }, { title: 'n', align: 'right' }] as const;
    expect(renderTable(columns, [['a', '1'], ['bb', '10']], undefined)).toBe('name   n\na      1\nbb    10');
    const narrow = renderTable(columns, [['a-very-long-name-that-does-not-fit', '123']], 20);
    expect(narrow.split('\n').every((line) => widthOf(line) <= 20)).toBe(true);
    expect(narrow).toContain('…');
  });
});

describe('formats', () => {
  it('are short and exact', () => {
    expect([formatBytes(999), formatBytes(12_600_000), formatBytes(1_500)]).toEqual(['999 B', '12.6 MB', '1.50 kB']);
    expect([formatDuration(8), formatDuration(200), formatDuration(7500)]).toEqual(['8 s', '3 min 20 s', '2 h 5 min']);
    expect([formatInstant('2024-07-11T00:00:00.000Z'), formatInstant('2024-07-11T08:01:02.000Z')]).toEqual(['2024-07-11', '2024-07-11 08:01:02Z']);
    expect([formatValue([]), formatValue(null), formatValue(1234567), formatValue([{ base: 'a/b', relation: 'adapter' }])]).toEqual(['(empty list)', 'none', '1,234,567', 'a/b (adapter)']);
  });
});

describe('progress', () => {
  function recorded(isTerminal: boolean) {
    let time = 0;
    const written: string[] = [];
    const progress = showProgress({ isTerminal, columns: 60, write: (text) => written.push(text) }, () => time);
    return { progress, written, wait: (ms: number) => { time += ms; } };
  }
  it('is one moving line on a terminal, after two seconds, with rate and time left', () => {
    const { progress, written, wait } = recorded(true);
    progress.step('reading', 0, 100);
    wait(1500);
    progress.step('reading', 10, 100);
    expect(written).toEqual([]);
    wait(1500);
    progress.step('reading', 30, 100);
    expect(written.at(-1)).toBe('\r\u001b[2Kreading: 30 of 100, 10/s, 7 s left');
    progress.clear();
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });
  it('is a plain line per step elsewhere, never one per item', () => {
    const { progress, written, wait } = recorded(false);
    for (let done = 0; done <= 1000; done += 1) {
      progress.step('pages', done, 1000);
      wait(15);
    }
    progress.step('merging');
    expect(written[0]).toBe('pages: 0 of 1,000\n');
    expect(written).toHaveLength(3);
    expect(written.at(-1)).toBe('merging\n');
    expect(written.join('')).not.toContain('\r');
  });
  it('counts on where the text changes with the count', () => {
    const { progress, written, wait } = recorded(true);
    progress.step('list 2018-01', 0, 100);
    wait(5000);
    progress.step('list 2018-02', 50, 100);
    expect(written.at(-1)).toBe('\r\u001b[2Klist 2018-02: 50 of 100, 10/s, 5 s left');
  });
});
