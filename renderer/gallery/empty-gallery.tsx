/** Why a grid is empty, and what to do next. */
import { Boxes, FilterX, FolderPlus, Images, ScanFace, UserX } from 'lucide-react';
import { isActive, type JobKind } from '../../electron/shared/domain/job.ts';
import { addFolderAction, addPhotosAction, findFacesAction } from '../actions/global-actions.ts';
import { ActionButton, Button } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import { Progress } from '../components/progress.tsx';
import { jobTitle, useJobs } from '../panels/jobs.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';

const words = strings.gallery;

/** Jobs that photos come by. */
const BRINGING: ReadonlySet<JobKind> = new Set(['sample', 'import', 'import-labels']);

interface EmptyGalleryProps {
  /** Whether a filter leaves something out. */
  filtered: boolean;
  showAll(): void;
  noun: 'photos' | 'faces';
}

export function EmptyGallery({ filtered, showAll, noun }: EmptyGalleryProps) {
  const status = useCall('project.status').data;
  const models = useCall('models.list').data;
  const coming = useJobs().find((job) => isActive(job) && BRINGING.has(job.request.kind));
  if (!status || !models) return <div className="grid" />;

  if (status.images === 0 && coming) {
    return (
      <Empty
        icon={Images}
        title={jobTitle(coming)}
        actions={<Progress label={jobTitle(coming)} done={coming.done} total={coming.total} />}
      >
        {words.comingAbout}
      </Empty>
    );
  }
  if (status.images === 0) {
    const actions = (
      <>
        <ActionButton action={addFolderAction} icon={FolderPlus} look="primary" />
        <ActionButton action={addPhotosAction} />
      </>
    );
    return (
      <Empty icon={Images} title={words.noPhotos} actions={actions}>
        {words.noPhotosAbout}
      </Empty>
    );
  }
  if (filtered) {
    return (
      <Empty
        icon={FilterX}
        title={words.filtered[noun]}
        actions={<Button onClick={showAll}>{words.showAll[noun]}</Button>}
      >
        {words.filteredAbout}
      </Empty>
    );
  }
  if (!models.some((model) => model.kind === 'detector' && model.active)) {
    const toModels = () => useNavigation.getState().go({ name: 'models' });
    const actions = (
      <Button look="primary" icon={Boxes} onClick={toModels}>
        {words.getDetector}
      </Button>
    );
    return (
      <Empty icon={ScanFace} title={words.noFaces} actions={actions}>
        {words.noDetectorAbout}
      </Empty>
    );
  }
  if (status.states.unsearched > 0) {
    return (
      <Empty
        icon={ScanFace}
        title={words.noFaces}
        actions={<ActionButton action={findFacesAction} icon={ScanFace} look="primary" />}
      >
        {words.unsearchedAbout(status.states.unsearched)}
      </Empty>
    );
  }
  return (
    <Empty icon={UserX} title={words.noneFound}>
      {words.noneFoundAbout}
    </Empty>
  );
}
