import ms from 'ms';

pm.variables.set('deadline', String(Date.now() + ms('5 minutes')));
