namespace Orchestrator.Assembly;

/// <summary>The report's style sheet: quiet type, few lines, colour only where it says something.</summary>
internal static class ReportStyle
{
    /// <summary>The sheet.</summary>
    public const string Sheet = """
        :root{color-scheme:light dark;--paper:#fbfaf7;--panel:#fff;--ink:#1d1c1a;--quiet:#6b675f;--rule:#dfdbd2;--good:#2f6b4f;--fair:#8a6100;--bad:#ab2f22;--track:#ebe7de;
          --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;--sans:ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        @media (prefers-color-scheme:dark){:root{--paper:#141413;--panel:#1c1c1a;--ink:#ece9e2;--quiet:#a09b91;--rule:#34322e;--good:#7fc4a0;--fair:#dcb45c;--bad:#f08a7c;--track:#2b2a27}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 var(--sans)}
        .page{max-width:1120px;margin:0 auto;padding:0 28px}
        header.page{padding-top:56px}
        h1,h2,h3{font-family:var(--serif);font-weight:500;line-height:1.15;text-wrap:balance;margin:0}
        h1{font-size:clamp(34px,5.4vw,60px);letter-spacing:-.015em}
        h2{font-size:28px;letter-spacing:-.01em;margin:72px 0 20px;padding-top:20px;border-top:1px solid var(--ink)}
        h3{font-size:23px;max-width:34em}
        h4{font:600 15px/1.3 var(--sans);margin:0}
        p{margin:0 0 .7em}
        a{color:inherit;text-decoration-color:var(--quiet);text-underline-offset:3px}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
        img{display:block;max-width:100%;height:auto}
        .eyebrow{font-size:12.5px;letter-spacing:.06em;color:var(--quiet);margin-bottom:10px;font-variant-numeric:tabular-nums}
        header.page .eyebrow{text-transform:uppercase;letter-spacing:.12em}
        .lede{font:19px/1.5 var(--serif);max-width:36em;margin-top:14px}
        .note{color:var(--quiet);font-size:13px;margin:0}
        section>.note{margin-top:12px}
        h2+.note{margin:-12px 0 14px}
        .status{display:inline-block;margin:16px 0 0;font-size:13px;font-weight:600;padding:2px 11px;border:1px solid currentColor;border-radius:99px}
        .shot .status{margin:10px 0 0}
        .good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
        .masthead{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.1fr);gap:44px;align-items:end}
        .masthead>:only-child{grid-column:1/-1}
        .poster{width:100%;border-radius:3px}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:0 28px;margin:36px 0 0}
        .figures>div{border-top:1px solid var(--rule);padding:12px 0 18px}
        .figures dt{font-size:12.5px;color:var(--quiet)}
        .figures dd{margin:0;font:25px/1.3 var(--serif);font-variant-numeric:tabular-nums lining-nums}
        .figures dd.note{font:13px/1.45 var(--sans)}
        .figures dd.meter,.bar{display:block;height:5px;background:var(--track);border-radius:3px}
        .figures dd.meter{margin-top:8px}
        .meter span{display:block;height:100%;background:var(--ink);border-radius:3px}
        .strip{display:flex;gap:16px;overflow-x:auto;list-style:none;margin:0;padding:0 0 10px;scroll-snap-type:x proximity}
        .strip li{flex:0 0 212px;font-size:13px;line-height:1.4;color:var(--quiet);scroll-snap-align:start}
        .strip img{width:100%;object-fit:contain;background:var(--track);border-radius:3px;margin-bottom:8px}
        .strip .number{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
        .shot{padding:34px 0 40px;border-top:1px solid var(--rule)}
        h2+.note+.shot{border-top:0;padding-top:8px}
        .shot>header{margin-bottom:14px}
        .route{max-width:56em;margin-bottom:4px}
        .remark{max-width:56em;padding-left:12px;border-left:3px solid var(--fair);margin:10px 0}
        details{font-size:13px;margin-top:6px}
        summary{cursor:pointer;color:var(--quiet)}
        .losers{margin:8px 0 0}
        .losers div{margin-bottom:6px}
        .losers dt{font-weight:600}
        .losers dd{margin:0;color:var(--quiet)}
        .takes{display:grid;grid-template-columns:repeat(auto-fit,minmax(228px,1fr));gap:30px 24px;margin-top:22px}
        .take{margin:0;min-width:0;max-width:372px}
        .takes.one{grid-template-columns:repeat(3,minmax(0,1fr))}
        .takes.one .take+.take{grid-column:span 2;max-width:none;display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px;align-items:start}
        .takes.one .take+.take figcaption{padding-top:0}
        .take img{width:100%;object-fit:contain;background:var(--track);border-radius:3px}
        .take.used img,.take.used .missing{outline:2px solid var(--ink);outline-offset:3px}
        .missing{display:grid;place-items:center;width:100%;background:var(--track);color:var(--quiet);border-radius:3px;font-size:13px}
        .take figcaption{padding-top:13px}
        .tag{font-weight:500;font-size:12.5px;color:var(--quiet);margin-left:6px}
        .change{margin:10px 0 0;padding:10px 12px;background:var(--panel);border:1px solid var(--rule);border-radius:4px;font-size:13.5px;overflow-wrap:anywhere}
        .change p{margin:0}
        .change ul{list-style:none;margin:4px 0;padding:0}
        del{color:var(--quiet);text-decoration-thickness:1px}
        ins{text-decoration:none;font-weight:600}
        .verdict{font-weight:600;font-size:14px;margin:12px 0 2px}
        .evidence{font-size:13.5px;margin:0 0 6px;overflow-wrap:anywhere}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
        th,td{text-align:left;vertical-align:baseline;padding:8px 18px 8px 0;border-bottom:1px solid var(--rule);font-weight:400}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-size:12.5px;color:var(--quiet);border-bottom-color:var(--ink);white-space:nowrap}
        .n{text-align:right;white-space:nowrap}
        td.beat{min-width:16em}
        td.model{min-width:9em}
        td.then{white-space:nowrap}
        tfoot th,tfoot td{font-weight:600;border-bottom:0}
        .scores{font-size:13px;margin-top:8px}
        .scores th,.scores td{padding:2.5px 10px 2.5px 0;border:0;vertical-align:middle}
        .scores td:last-child{padding-right:0;width:3em}
        .scores th{width:6.6em;color:var(--quiet)}
        .scores .blamed th,.scores .blamed td.n{color:var(--bad);font-weight:600}
        .bar{position:relative}
        .bar>span{display:block;height:100%;background:currentColor;border-radius:3px}
        .bar::after{content:"";position:absolute;left:50%;top:-3px;bottom:-3px;width:1px;background:var(--ink);opacity:.5}
        .bar.good{color:color-mix(in srgb,var(--good) 62%,var(--track))}
        .bar.none{background:none;border-top:1px dashed var(--rule);height:1px}
        .bar.none::after{display:none}
        .findings{padding-left:18px;margin:0}
        .findings li{margin-bottom:4px}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        footer.page{margin-top:72px;padding-top:18px;padding-bottom:56px;color:var(--quiet);font-size:12.5px;overflow-wrap:anywhere}
        footer p{margin:0 0 4px}
        @media (max-width:760px){
          .page{padding:0 18px}header.page{padding-top:30px}
          .masthead{grid-template-columns:minmax(0,1fr);gap:22px}
          .masthead .poster{order:-1}
          .figures{grid-template-columns:1fr 1fr;gap:0 18px}
          h2{margin-top:52px;font-size:25px}h3{font-size:21px}
          .strip li{flex-basis:168px}
          .takes,.takes.one{grid-template-columns:minmax(0,1fr);gap:28px}.take{max-width:none}
          .takes.one .take+.take{grid-column:auto;display:block}.takes.one .take+.take figcaption{padding-top:13px}
        }
        @media print{body{background:#fff}.strip{flex-wrap:wrap}.shot,.take{break-inside:avoid}}
        """;
}
