/** Why a grid is empty, and what to do next. */
import { Boxes, FilterX, FolderPlus, Images, ScanFace, UserX } from 'lucide-react';
import { addFolderAction, addPhotosAction, findFacesAction } from '../actions/global-actions.ts';
import { ActionButton, Button } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import { countOf } from '../format.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';

interface EmptyGalleryProps {
  /** Whether a filter leaves something out. */
  filtered: boolean;
  showAll(): void;
  noun: 'photos' | 'faces';
}

export function EmptyGallery({ filtered, showAll, noun }: EmptyGalleryProps) {
  const status = useCall('project.status').data;
  const models = useCall('models.list').data;
  if (!status || !models) return <div className="grid" />;

  if (status.images === 0) {
    const actions = (
      <>
        <ActionButton action={addFolderAction} icon={FolderPlus} look="primary" />
        <ActionButton action={addPhotosAction} />
      </>
    );
    return (
      <Empty icon={Images} title="No photos yet" actions={actions}>
        Add a folder, or drop photos and folders here. They stay where they are and are never altered.
      </Empty>
    );
  }
  if (filtered) {
    return (
      <Empty
        icon={FilterX}
        title={`No ${noun} fit the filter`}
        actions={<Button onClick={showAll}>Show all {noun}</Button>}
      >
        Others are there: the filter leaves them out.
      </Empty>
    );
  }
  if (!models.some((model) => model.kind === 'detector' && model.active)) {
    const toModels = () => useNavigation.getState().go({ name: 'models' });
    const actions = (
      <Button look="primary" icon={Boxes} onClick={toModels}>
        Get a detector
      </Button>
    );
    return (
      <Empty icon={ScanFace} title="No faces yet" actions={actions}>
        Finding faces takes a detector. You can also open a photo and draw boxes by hand.
      </Empty>
    );
  }
  if (status.states.unsearched > 0) {
    return (
      <Empty
        icon={ScanFace}
        title="No faces yet"
        actions={<ActionButton action={findFacesAction} icon={ScanFace} look="primary" />}
      >
        {countOf(status.states.unsearched, 'photo')} have not been searched.
      </Empty>
    );
  }
  return (
    <Empty icon={UserX} title="No faces found">
      Every photo was searched. Lower the smallest face or the score in the settings and search again, or draw boxes by
      hand.
    </Empty>
  );
}
