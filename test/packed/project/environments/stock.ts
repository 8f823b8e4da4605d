import { defineEnvironment } from 'postsmith';
import { okta } from 'postsmith/presets';

export default defineEnvironment({
  name: 'Stock',
  variables: { stock_host: 'stock.example.com', ...okta.facts.environment },
});
