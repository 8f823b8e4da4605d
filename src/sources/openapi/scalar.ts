/** A number or text that a schema allows: always the same one. */

import { ownValue } from '../../values/json.ts';
import { textOfPattern } from './pattern.ts';

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, string>> = {
  date: '2025-01-31',
  'date-time': '2025-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  'idn-email': 'someone@example.com',
  hostname: 'host.example.com',
  'idn-hostname': 'host.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/path',
  'iri-reference': '/path',
  'json-pointer': '/a',
  regex: '^a$',
  uuid: '00000000-0000-4000-8000-000000000000',
  byte: 'AA==',
  binary: '',
  password: 'password',
};

/** A bound and the first number within it. */
const boundOf = (schema: Schema, name: 'Minimum' | 'Maximum', step: number): number | undefined => {
  const [plain, exclusive] = [schema[name.toLowerCase()], schema[`exclusive${name}`]];
  const inward = name === 'Minimum' ? step : -step;
  if (typeof exclusive === 'number') return exclusive + inward;
  if (typeof plain !== 'number') return undefined;
  return exclusive === true ? plain + inward : plain;
};

/** 1 where that is allowed, else the nearest number that is. */
export const numberOf = (schema: Schema, isInteger: boolean): number => {
  const multiple = typeof schema['multipleOf'] === 'number' ? schema['multipleOf'] : undefined;
  const step = multiple ?? (isInteger ? 1 : 0.01);
  const least = boundOf(schema, 'Minimum', step);
  const most = boundOf(schema, 'Maximum', step);
  let value = Math.max(1, least ?? 1);
  if (least !== undefined && least < 1 && most !== undefined && most < 1) value = most;
  if (least !== undefined && least > 1) value = least;
  if (most !== undefined && value > most) value = most;
  if (multiple === undefined) return isInteger ? Math.round(value) : value;
  const up = Math.ceil(value / multiple) * multiple;
  return most !== undefined && up > most ? Math.floor(most / multiple) * multiple : up;
};

/** By pattern, else by format, else a word; as long as it must be. */
export const textOf = ({ format, pattern, minLength, maxLength }: Schema): string => {
  const least = Math.min(Number(minLength ?? 0), 10_000);
  const most = Number(maxLength ?? Infinity);
  const byPattern = typeof pattern === 'string' ? textOfPattern(pattern, least) : undefined;
  if (byPattern !== undefined) return byPattern;
  const text = (typeof format === 'string' ? ownValue(FORMATS, format) : undefined) ?? 'text';
  return text.padEnd(least, 'x').slice(0, most);
};
