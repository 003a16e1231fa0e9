// Every property's audit: its verdict once more, from all that was kept of a run and by other means than
// the check after every event.

import type { Audits } from './audit.ts';
import { clientAudits } from './client-audits.ts';
import { electionAudits } from './election-audits.ts';
import { logAudits } from './log-audits.ts';
import { messageAudits } from './message-audits.ts';
import { progressAudits } from './progress-audits.ts';

export const audits: Audits = {
  ...electionAudits,
  ...logAudits,
  ...progressAudits,
  ...messageAudits,
  ...clientAudits,
};
