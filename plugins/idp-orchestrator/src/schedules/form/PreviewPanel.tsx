import { Panel } from '../../notice/Panel';
import { problemsIn, messageOf } from '../../api/problemsIn';
import { useText } from '../../translation';
import { DueTable } from '../page/NextTimes';
import { isOfField } from './fieldProblems';
import type { Preview } from './usePreview';

interface PreviewPanelProps {
  preview: Preview | undefined;
  timezone: string;
}

/** When it would be due, as it is filled in. */
export function PreviewPanel({ preview, timezone }: PreviewPanelProps) {
  const t = useText();
  return (
    <Panel title={t('scheduleForm.preview.title')} level="h3">
      <div aria-live="polite" aria-busy={preview && !preview.nextTimes}>
        <Shown preview={preview} timezone={timezone} />
      </div>
    </Panel>
  );
}

function Shown({ preview, timezone }: PreviewPanelProps) {
  const t = useText();
  if (!preview) return <>{t('scheduleForm.preview.fill')}</>;
  const { error, nextTimes, notes } = preview;
  if (error) {
    const isShown = problemsIn(error).some(isOfField);
    return isShown ? (
      <>{t('scheduleForm.preview.fill')}</>
    ) : (
      <>{t('scheduleForm.preview.failed', { because: messageOf(error) })}</>
    );
  }
  if (!nextTimes) return <>{t('scheduleForm.preview.wait')}</>;
  return <DueTable times={nextTimes} notes={notes} timezone={timezone} />;
}
