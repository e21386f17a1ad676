import { closeDays, openDays } from '../shops/closures.ts';
import { digestHours, shopHours } from '../shops/hours.ts';
import { answerSetup, startSetup } from '../shops/setup.ts';
import { correctSetup } from '../shops/setup-page.ts';
import { health } from './health.ts';
import { dayReport, monthReport, weekReport } from './report.ts';

/** Verbs of the day: its figures, closures and hours, when it is summed up, the state of things. */
export const DAY_TOOLS = [
  dayReport,
  weekReport,
  monthReport,
  closeDays,
  openDays,
  shopHours,
  digestHours,
  health,
  startSetup,
  answerSetup,
  correctSetup,
];
