import assert from 'node:assert/strict';
import { test } from 'node:test';
import { papersSchema } from './settings.ts';

const accepted = (numbers: Record<string, string>) => papersSchema.safeParse({ numbers }).success;

test('the formats of the three series are taken when they can never make the same number', () => {
  for (const numbers of [
    { invoice: 'FRA-{year}-{n:4}' },
    { invoice: '{n:4}-{year}', credit_note: 'AV{year}{n}', quote: 'DE/{year}/{n}' },
    { invoice: 'F{year}{n:6}', credit_note: 'A{year}{n:6}' },
  ])
    assert.ok(accepted(numbers), JSON.stringify(numbers));
});

test('formats that would meet are refused', () => {
  for (const numbers of [
    { invoice: 'A-{year}-{n:2}' },
    { invoice: 'X{year}{n}', credit_note: 'X{year}1{n}' },
    { invoice: 'X-{n}-{year}', quote: 'X-{year}-{n}' },
    { credit_note: '{year}{n}', quote: '{n}{year}' },
  ])
    assert.ok(!accepted(numbers), JSON.stringify(numbers));
});
