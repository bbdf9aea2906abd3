const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i;

function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

function isTime(text: string): boolean {
  const parts = TIME.exec(text);
  if (!parts) return false;
  const [hours, minutes, seconds] = parts.slice(1, 4).map(Number);
  // The second that is put in now and then is left to the backend.
  return hours <= 23 && minutes <= 59 && seconds <= 60;
}

function isDateTime(text: string): boolean {
  const [date, time, ...more] = text.split(/t|\s/i);
  return more.length === 0 && isDate(date) && isTime(time ?? '');
}

/**
 * The formats that a form knows. Each takes all that the backend takes, and
 * where that needs much to tell, more: what counts is the check of the backend.
 */
export const FORMATS: Record<string, (text: string) => boolean> = {
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
  email: text => /^[^\s@]+@[^\s@]+$/.test(text),
  uuid: text =>
    /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
  ipv4: text =>
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) &&
    text.split('.').every(part => Number(part) <= 255),
  uri: text => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text),
};
