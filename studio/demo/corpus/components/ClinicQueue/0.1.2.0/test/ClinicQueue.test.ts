import { jest } from '@jest/globals';
import { DefaultClinicQueue } from '../src/ts/layer2/DefaultClinicQueue.js';

jest.useFakeTimers();

describe('queue', () => {
  test('urgent patients first', () => {
    const queue = new DefaultClinicQueue(['1']);
    queue.arrive('Ada');
    queue.arrive('Ben', true);
    expect(queue.callNext('1').name).toBe('Ben');
  });
});
