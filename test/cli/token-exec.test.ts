/** `postsmith token --exec`: a program gets the token in its environment, and is the end of the command. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokenProject, type TokenProject } from './token-project.ts';

let project: TokenProject;
let token: string;
beforeAll(async () => {
  project = await createTokenProject();
  token = (await project.token()).stdout.trim();
});
afterAll(() => project.close());

const node = (code: string): string => `"${process.execPath}" -e "${code}"`;

describe('the child', () => {
  test('gets the token, and nothing else that was not there anyway', async () => {
    const { code, stdout, stderr } = await project.program(
      ['--exec', node('process.stdout.write(JSON.stringify(process.env))')],
      { environment: { CLIENT_ID: project.mock.values['client_id'] ?? '', GREETING: 'hello' } },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const environment: unknown = JSON.parse(stdout);
    expect(environment).toMatchObject({ GREETING: 'hello', ACCESS_TOKEN: token });
    const names = Object.keys(Object(environment)).filter((name) =>
      /KEY|SECRET|TOKEN|POSTSMITH|HOST/i.test(name),
    );
    expect(names).toEqual(['ACCESS_TOKEN']);
  });

  test('runs in the folder of the command, and says with what the command ends', async () => {
    const { code, stdout } = await project.program(['--exec', 'pwd; exit 7']);
    expect({ code, stdout }).toEqual({ code: 7, stdout: `${project.folder}\n` });
  });

  test('that does not exist ends as the shell says', async () => {
    const { code, stdout, stderr } = await project.program(['--exec', 'there-is-no-such-program']);
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toContain('there-is-no-such-program');
  });

  test('is not started where there is no token', async () => {
    const { code, stdout } = await project.program(['--exec', 'echo started'], {
      environment: { POSTSMITH_CLIENT_ID: 'nobody' },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'gets %s, and decides how to end',
    async (signal) => {
      const code = `process.on('${signal}', () => process.exit(9)); console.error('ready'); setTimeout(() => 0, 30000)`;
      let isSent = false;
      const ended = await project.program(['--exec', node(code)], {
        onTalk: (talk, kill) => {
          if (isSent || !talk.includes('ready')) return;
          isSent = true;
          kill(signal);
        },
      });
      expect(ended.code).toBe(9);
    },
  );

  test.skipIf(process.platform === 'win32')('that a signal has ended is told as a shell would', async () => {
    const { code } = await project.program(['--exec', 'kill -KILL $$']);
    expect(code).toBe(137);
  });
});
