/** Every page's way to be read without a network; `npm run dev` has none, so that what it serves is always new. */

import { offlineKeeper } from '../browser/offline-keeper.ts'
import { dismissServiceWorker } from '../browser/register-service-worker.ts'

if (import.meta.env.DEV) dismissServiceWorker()
else offlineKeeper.start()
