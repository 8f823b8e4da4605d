import { keep } from 'postsmith/sandbox';

pm.test('there are orders', () => {
  pm.expect(pm.response.json().orders).to.have.length.above(0);
});
keep('order_id', pm.response.json().orders[0]?.id);
