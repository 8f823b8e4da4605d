/** A run as it comes out of a real project: two iterations, token requests, failures, another try, a skipped request. */

import type { Failure, RequestReport, RunReport } from '../../../src/report/run-report.ts';
import { passed, reportOf, request, tokenRequest } from './sample-report.ts';

const API = 'https://api.shop.example/v2';

const PLACE = {
  file: 'scripts/post-response/store-order.ts',
  line: 14,
  column: 27,
  code: [
    '  13 |   const order = pm.response.json();',
    "> 14 |   pm.expect(order.total, 'total').to.equal(sumOf(order.lines));",
    '     |                           ^',
    "  15 |   pm.environment.set('order_id', order.id);",
  ].join('\n'),
};

/** Requests of one iteration, with the time they take. */
const iterationOf = (iteration: number, begin: number): readonly RequestReport[] => {
  let start = begin;
  let seed = iteration * 100 + 1;
  const requests: RequestReport[] = [];
  const add = (
    name: string,
    folder: string,
    [method, url, status, duration]: readonly [string, string, number | undefined, number],
    more: Partial<RequestReport> & {
      readonly sent?: string;
      readonly received?: string;
      readonly statusText?: string;
    } = {},
  ): void => {
    const { sent, received, statusText, ...rest } = more;
    const parts = { ...(sent && { sent }), ...(received && { received }), ...(statusText && { statusText }) };
    const head = {
      seed,
      start,
      duration,
      method,
      url: `${API}${url}`,
      ...(status !== undefined && { status }),
    };
    requests.push(request({ ...head, ...parts }, [folder, name], { iteration, ...rest }));
    start += duration + 25;
    seed += 1;
  };
  const order = `{"id":"5f0c9a52-8d0e-4a2a-9c8d-1b7f2f6f20aa","number":${104_200 + iteration},"total":129.90,"currency":"EUR","lines":[{"sku":"TEA-250","quantity":2,"price":12.45},{"sku":"POT-1","quantity":1,"price":105.0}],"status":"open"}`;
  add('List orders', 'Orders', ['GET', '/orders?limit=20&sort=-createdAt', 200, 182], {
    received: `{"items":[${order},${order}],"next":null}`,
    sentByScripts: iteration === 0 ? [tokenRequest(start + 2)] : [],
    console:
      iteration === 0
        ? [{ level: 'info', text: 'No token yet: asking https://login.shop.example for one' }]
        : [],
  });
  add('Create an order', 'Orders', ['POST', '/orders', 201, 240], {
    sent: '{"customer":"c-1044","lines":[{"sku":"TEA-250","quantity":2},{"sku":"POT-1","quantity":1}],"note":"Ring twice"}',
    received: order,
    statusText: 'Created',
    console: [
      { level: 'log', text: `stored order_id = 5f0c9a52-8d0e-4a2a-9c8d-1b7f2f6f20aa` },
      { level: 'warn', text: 'The field "note" is deprecated since 2.4' },
    ],
  });
  add('Show the order', 'Orders', ['GET', '/orders/5f0c9a52-8d0e-4a2a-9c8d-1b7f2f6f20aa', 200, 96], {
    received: order,
    assertions: [
      ...passed('The status is 200'),
      {
        name: 'The total is the sum of the lines',
        outcome: 'failed',
        message: 'total: expected 129.9 to equal 129.9000001',
      },
    ],
  });
  add('Pay', 'Orders', ['POST', '/orders/5f0c9a52-8d0e-4a2a-9c8d-1b7f2f6f20aa/payments', 500, 611], {
    sent: '{"method":"invoice","amount":129.90}',
    received: '{"error":"internal","message":"payment provider did not respond","trace":"a81f90c2"}',
    statusText: 'Internal Server Error',
    assertions: [
      {
        name: 'The status is 2xx',
        outcome: 'failed',
        message: 'expected 500 to be a number from 200 to 299',
      },
    ],
  });
  add('List customers', 'Customers', ['GET', '/customers?limit=5', 200, 88], {
    received: '{"items":[]}',
    ...(iteration === 0 && { retry: 1 }),
  });
  add('Show a customer', 'Customers', ['GET', '/customers/c-1044', 200, 71], {
    received: '{"id":"c-1044","name":"Ada Núñez","orders":17}',
    sentByScripts: iteration === 1 ? [tokenRequest(start + 1)] : [],
  });
  add('Close the account', 'Customers', ['DELETE', '/customers/c-1044', undefined, 0], {
    skipped: true,
    assertions: [],
  });
  for (const [at, name] of [
    'List items',
    'Show an item',
    'Count items',
    'Search items',
    'Reserve',
    'Release',
  ].entries()) {
    const url = `/stock/${name.toLowerCase().replaceAll(' ', '-')}`;
    add(name, 'Stock', [at > 3 ? 'PUT' : 'GET', url, 200, 40 + at * 23], {
      received: `{"items":[],"count":${at}}`,
    });
  }
  return requests.map(({ exchange, ...rest }) =>
    rest.skipped || exchange === undefined ? withoutUrl(rest) : { ...rest, exchange },
  );
};

/** Nothing was sent. */
const withoutUrl = ({ url: _url, responseTime: _time, ...rest }: RequestReport): RequestReport => rest;

const failuresOf = (requests: readonly RequestReport[]): readonly Failure[] =>
  requests.flatMap(({ path, assertions }, index) =>
    assertions
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ name, message = '' }) => {
        const isTotal = name.startsWith('The total');
        return {
          path,
          source: name,
          message: isTotal ? `${message}\nin ${PLACE.file}:14:27\n${PLACE.code}` : message,
          ...(isTotal && { place: PLACE }),
          request: index,
        };
      }),
  );

/** Two iterations with two causes of failure. */
export const sampleRun = (): RunReport => {
  const first = iterationOf(0, 120);
  const end = Math.max(...first.map(({ start, duration }) => start + duration));
  const down: RequestReport = {
    ...request(
      {
        seed: 900,
        start: end * 2 + 200,
        duration: 31,
        method: 'GET',
        url: 'https://reports.shop.example/daily',
      },
      ['Reports', 'Daily totals'],
      { iteration: 1, assertions: [] },
    ),
    error: 'connect ECONNREFUSED 10.0.4.17:443',
  };
  const requests = [...first, ...iterationOf(1, end + 150), down];
  return reportOf(requests, [
    ...failuresOf(requests),
    {
      path: down.path,
      source: 'request',
      message:
        'connect ECONNREFUSED 10.0.4.17:443\nNothing listens there: start the server, or correct reports_host.',
      request: requests.length - 1,
    },
  ]);
};
