import { bars } from './bars';

/** Measures the bar of the given number and sends its figures to the parent. */
async function measureBar(number: number): Promise<void> {
  const bar = bars.find(one => one.number === number);
  if (!bar) throw new Error(`There is no bar ${number}`);
  const figures = await bar.measure();
  process.send?.(figures, () => process.exit(0));
}

measureBar(Number(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});
