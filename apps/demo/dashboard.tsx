const FIGURES: [string, string, string][] = [
  ['Active users', '12,480', '+8.2 %'],
  ['Reports created', '1,942', '+3.1 %'],
  ['Median load time', '0.84 s', '−12 %'],
];
const WEEK: [string, number][] = [
  ['Mon', 52],
  ['Tue', 61],
  ['Wed', 48],
  ['Thu', 74],
  ['Fri', 83],
  ['Sat', 37],
  ['Sun', 44],
];
const REPORTS: [string, string, string][] = [
  ['Weekly retention', 'Today', 'Ready'],
  ['Funnel: sign-up to first report', 'Yesterday', 'Ready'],
  ['Revenue by plan', '2 days ago', 'Scheduled'],
];

/** An imaginary customer's product, so that the messenger has somewhere to be. */
export function Dashboard({ name }: { name: string }) {
  return (
    <div class="product">
      <nav aria-label="Acme">
        <strong class="brand">Acme Analytics</strong>
        <a class="place" href="#overview" aria-current="page">
          Overview
        </a>
        <a class="place" href="#reports">
          Reports
        </a>
        <a class="place" href="#team">
          Team
        </a>
        <a class="place" href="#settings">
          Settings
        </a>
      </nav>
      <main id="overview">
        <header>
          <h1>Good to see you, {name.split(' ')[0]}</h1>
          <p>This page stands for your own product. The messenger in the corner is Parley.</p>
        </header>
        <section class="figures" aria-label="Figures">
          {FIGURES.map(([label, value, change]) => (
            <div key={label} class="card">
              <span>{label}</span>
              <strong class="figure">{value}</strong>
              <em>{change} this week</em>
            </div>
          ))}
        </section>
        <section class="card" aria-label="Active users this week">
          <h2>Active users this week</h2>
          <div class="bars">
            {WEEK.map(([day, height]) => (
              <div key={day}>
                <i style={{ height: `${height}%` }} />
                <span>{day}</span>
              </div>
            ))}
          </div>
        </section>
        <section class="card" id="reports">
          <h2>Latest reports</h2>
          <table>
            <tbody>
              {REPORTS.map(([title, when, state]) => (
                <tr key={title}>
                  <td>{title}</td>
                  <td>{when}</td>
                  <td>{state}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </main>
    </div>
  );
}
