/** Examples of the reference: what a script may use inside Postman. */

import { keep, keepJson, refuse } from 'postsmith/sandbox';

// #region keep
keep('order_id', pm.response.json().orders[0]?.id);
// #endregion

// #region keepJson
keepJson('kept_setting', pm.response.json().setting);
// #endregion

// #region refuse
if (pm.environment.get('allow_changes') !== 'true')
  refuse('changes are allowed', 'This request changes the server. Set `allow_changes` to `true` first.');
// #endregion
