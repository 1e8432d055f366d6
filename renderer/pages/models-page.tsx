/** Models: those installed, which of them works, and those that can be fetched. */
import { Check, Download, Trash2, Upload, X } from 'lucide-react';
import type { Output } from '../../electron/shared/contract.ts';
import type { Model } from '../../electron/shared/domain/model.ts';
import { importModelAction } from '../actions/global-actions.ts';
import { call } from '../api.ts';
import { fetchModel, removeModel } from '../commands/model-commands.ts';
import { ActionButton, Button, IconButton } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { Progress } from '../components/progress.tsx';
import { formatBytes, formatWhen } from '../format.ts';
import { useCall } from '../queries.ts';
import { useFetching } from '../state/fetching.ts';
import { attempt } from '../state/toasts.ts';
import './list-page.css';
import './models-page.css';

type Known = Output<'models.known'>[number];

const KINDS: Record<Model['kind'], string> = { detector: 'Face detector', network: 'Labelling network' };

/** Families that carry a name of their own in the trade. */
const FAMILIES: Readonly<Record<string, string>> = { yunet: 'YuNet', ultraface: 'UltraFace' };

function Installed({ model, known }: { model: Model; known: Known | undefined }) {
  const facts = [
    KINDS[model.kind],
    FAMILIES[model.family] ?? model.family,
    formatBytes(model.bytes),
    known?.licence,
    `added ${formatWhen(model.added)}`,
  ];
  return (
    <li className="row" aria-label={model.name}>
      <div className="row-text">
        <h3>{model.name}</h3>
        <p data-tip={model.file}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {model.active ? (
        <span className="model-active">
          <Check aria-hidden />
          In use
        </span>
      ) : (
        <Button onClick={() => void attempt(() => call('models.activate', { model: model.id }))}>Use this one</Button>
      )}
      <IconButton
        icon={Trash2}
        label={`Remove ${model.name}`}
        tip="Remove"
        onClick={() => void attempt(() => removeModel(model))}
      />
    </li>
  );
}

/** `first` is what to do next where no model of its kind is installed. */
function Fetchable({ model, first }: { model: Known; first: boolean }) {
  const { id, name, bytes } = model;
  const progress = useFetching((state) => state.models[id]);
  const facts = [KINDS[model.kind], bytes === null ? null : formatBytes(bytes), model.licence];
  return (
    <li className="row" aria-label={name}>
      <div className="row-text">
        <h3>{name}</h3>
        <p className="row-about">{model.about}</p>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        {progress && <Progress label={`Fetching ${name}`} done={progress.received} total={progress.total} />}
      </div>
      {progress ? (
        <>
          <span className="model-received">
            {formatBytes(progress.received)}
            {progress.total !== null && ` of ${formatBytes(progress.total)}`}
          </span>
          <IconButton
            icon={X}
            label={`Cancel fetching ${name}`}
            tip="Cancel; what has come is kept"
            onClick={() => void attempt(() => call('models.cancelFetch', { id }))}
          />
        </>
      ) : (
        <Button
          look={first ? 'primary' : 'plain'}
          icon={Download}
          aria-label={`Fetch ${name}`}
          onClick={() => void attempt(() => fetchModel(model))}
        >
          {model.received > 0 ? 'Go on fetching' : 'Fetch'}
        </Button>
      )}
    </li>
  );
}

export function ModelsPage() {
  const models = useCall('models.list');
  const known = useCall('models.known').data ?? [];
  const hasDetector = models.data?.some((model) => model.kind === 'detector') ?? true;
  const fetchable = known.filter((model) => !model.installed);
  if (models.isLoadingError) {
    return <LoadProblem what="The list of models" error={models.error} retry={() => void models.refetch()} />;
  }
  return (
    <main className="list-page scroll" aria-label="Models">
      <div className="list-column">
        <header>
          <div>
            <h1>Models</h1>
            <p className="list-about">
              What finds faces in photos. The app keeps its own copy, shared by all projects.
            </p>
          </div>
          <ActionButton action={importModelAction} icon={Upload} label="Import from a file" />
        </header>
        <section>
          <h2>Installed</h2>
          <ul className="rows" aria-label="Installed models">
            {models.data?.map((model) => (
              <Installed key={model.id} model={model} known={known.find(({ sha256 }) => sha256 === model.sha256)} />
            ))}
            {models.data?.length === 0 && (
              <li className="row row-none">
                None yet. Fetch one below, import a file, or drop an ONNX file on the window.
              </li>
            )}
          </ul>
        </section>
        {fetchable.length > 0 && (
          <section>
            <h2>Can be fetched</h2>
            <ul className="rows" aria-label="Models that can be fetched">
              {fetchable.map((model) => (
                <Fetchable key={model.id} model={model} first={model.kind === 'detector' && !hasDetector} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
