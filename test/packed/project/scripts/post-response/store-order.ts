pm.test('there are orders', () => {
  pm.expect(pm.response.json().orders).to.have.length.above(0);
});
pm.environment.set('order_id', pm.response.json().orders[0].id);
