/** Models: the detectors and networks installed, which of them work, where they run, and those that can be fetched. */
import { Check, Cpu, Download, Trash2, Upload, X, Zap } from 'lucide-react';
import type { Output } from '../../electron/shared/contract.ts';
import { MODEL_KINDS, type Model } from '../../electron/shared/domain/model.ts';
import { importModelAction } from '../actions/global-actions.ts';
import { call } from '../api.ts';
import { fetchModel, removeModel } from '../commands/model-commands.ts';
import { ActionButton, Button, IconButton } from '../components/button.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { Progress } from '../components/progress.tsx';
import { formatBytes, formatWhen } from '../format.ts';
import { familyName, networkOf, networkWords } from '../model-families.ts';
import { useCall } from '../queries.ts';
import { useFetching } from '../state/fetching.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { MeasureButton, MeasuredLines } from './measured-network.tsx';
import './list-page.css';
import './models-page.css';

const words = strings.models;

type Known = Output<'models.known'>[number];

function Installed({ model, known }: { model: Model; known: Known | undefined }) {
  const facts = [
    familyName(model.family),
    formatBytes(model.bytes),
    known?.licence,
    words.added(formatWhen(model.added)),
  ];
  const network = networkOf(model.family);
  return (
    <li className="row" aria-label={model.name}>
      <div className="row-text">
        <h3>{model.name}</h3>
        {network && <p className="row-about">{networkWords(network)}</p>}
        {known?.brought && <p className="row-about">{known.about}</p>}
        <p data-tip={model.file}>{facts.filter(Boolean).join(' · ')}</p>
        {model.measured && <MeasuredLines measured={model.measured} />}
      </div>
      {model.kind === 'network' && <MeasureButton model={model} />}
      {model.active ? (
        <span className="model-active">
          <Check aria-hidden />
          {words.inUse}
        </span>
      ) : (
        <Button onClick={() => void attempt(() => call('models.activate', { model: model.id }))}>{words.use}</Button>
      )}
      <IconButton
        icon={Trash2}
        label={words.removeModel(model.name)}
        tip={words.remove}
        onClick={() => void attempt(() => removeModel(model))}
      />
    </li>
  );
}

/** `first` is what to do next where no model of its kind is installed. */
function Fetchable({ model, first }: { model: Known; first: boolean }) {
  const { id, name, bytes } = model;
  const progress = useFetching((state) => state.models[id]);
  const facts = [words.kinds[model.kind].one, bytes === null ? null : formatBytes(bytes), model.licence];
  return (
    <li className="row" aria-label={name}>
      <div className="row-text">
        <h3>{name}</h3>
        <p className="row-about">{model.about}</p>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        {progress && <Progress label={words.fetching(name)} done={progress.received} total={progress.total} />}
      </div>
      {progress ? (
        <>
          <span className="model-received">
            {progress.total === null
              ? formatBytes(progress.received)
              : words.received(formatBytes(progress.received), formatBytes(progress.total))}
          </span>
          <IconButton
            icon={X}
            label={words.cancelFetching(name)}
            tip={words.cancelTip}
            onClick={() => void attempt(() => call('models.cancelFetch', { id }))}
          />
        </>
      ) : (
        <Button
          look={first ? 'primary' : 'plain'}
          icon={Download}
          aria-label={model.brought ? words.installModel(name) : words.fetchModel(name)}
          onClick={() => void attempt(() => fetchModel(model))}
        >
          {model.brought ? words.install : model.received > 0 ? words.goOn : words.fetch}
        </Button>
      )}
    </li>
  );
}

function InstalledModels({ kind, models, known }: { kind: Model['kind']; models: readonly Model[]; known: Known[] }) {
  const { several: title, none } = words.kinds[kind];
  return (
    <section>
      <h2>{title}</h2>
      <ul className="rows" aria-label={title}>
        {models.map((model) => (
          <Installed key={model.id} model={model} known={known.find(({ sha256 }) => sha256 === model.sha256)} />
        ))}
        {models.length === 0 && <li className="row row-none">{none}</li>}
      </ul>
    </section>
  );
}

/** Where they run, in a line; the status bar says why elsewhere was passed over. */
function DeviceLine() {
  const device = useCall('app.info').data?.device;
  if (!device) return null;
  const Icon = device.provider === 'cpu' ? Cpu : Zap;
  return (
    <p className="model-device">
      <Icon aria-hidden />
      {words.runOn(device.label)}
    </p>
  );
}

export function ModelsPage() {
  const models = useCall('models.list');
  const known = useCall('models.known').data ?? [];
  // Without faces there is nothing to label: the detector comes first.
  const lacking = MODEL_KINDS.find((kind) => models.data?.every((model) => model.kind !== kind));
  const fetchable = known.filter((model) => !model.installed);
  if (models.isLoadingError) {
    return <LoadProblem what={words.list} error={models.error} retry={() => void models.refetch()} />;
  }
  return (
    <main className="list-page scroll" aria-label={words.title}>
      <div className="list-column">
        <header>
          <div>
            <h1>{words.title}</h1>
            <p className="list-about">{words.about}</p>
            <DeviceLine />
          </div>
          <ActionButton action={importModelAction} icon={Upload} label={words.importFile} />
        </header>
        {models.data &&
          MODEL_KINDS.map((kind) => (
            <InstalledModels
              key={kind}
              kind={kind}
              models={models.data.filter((model) => model.kind === kind)}
              known={known}
            />
          ))}
        {fetchable.length > 0 && (
          <section>
            <h2>{words.fetchable}</h2>
            <ul className="rows" aria-label={words.fetchableList}>
              {fetchable.map((model) => (
                <Fetchable key={model.id} model={model} first={model.kind === lacking} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
