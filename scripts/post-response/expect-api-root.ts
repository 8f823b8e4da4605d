/** Tests the root of the API: it lists the addresses of the resources, as data or as links. */

import { statusProblem } from './json-api/answer.ts';
import { answerOf, showVerdict } from './json-api/exchange.ts';
import { documentIn, isObject } from './json-api/document.ts';

const answer = answerOf();
const document = documentIn(answer.body, answer.contentType);
const places = typeof document === 'string' ? [] : [document.data, document.links];
const isListed = places.some((place) => isObject(place) && typeof place.courses === 'string');

showVerdict(
  statusProblem(answer, [200]),
  typeof document === 'string'
    ? [document]
    : isListed
      ? []
      : ['neither data nor links has the address of courses'],
);
