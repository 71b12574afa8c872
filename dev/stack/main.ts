import { explain } from './errors.ts';
import { printStatus } from './print_status.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';

/** The commands behind `npm start`, `npm stop` and `npm run status`. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = { start, stop, status: printStatus };

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  console.error(`There is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`);
  process.exit(2);
}
// Nobody should meet a stack trace; what is running is ended by the leash.
process.on('uncaughtException', (error) => {
  console.error(explain(error));
  process.exit(1);
});
try {
  process.exit(await command(args));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
