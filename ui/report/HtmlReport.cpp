// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/HtmlReport.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/support/Error.h"
#include "core/support/Version.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/CompareText.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/RunFigures.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/look/EmbeddedFiles.h"
#include "ui/plots/SvgDocument.h"
#include "ui/report/HtmlWriter.h"
#include "ui/report/ReportTables.h"
#include "ui/report/ReproduceCommand.h"
#include "ui/words/FindingWords.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"
#include "ui/words/RunProvenance.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HtmlReport)
};

QString fromStd(const std::string& text)
{
    return QString::fromStdString(text);
}

QString programText()
{
    return QStringLiteral("Bathyscope ") + QString::fromUtf8(programVersion);
}

/// What the figures and tables of a run are about.
struct Theme
{
    const char* id; ///< of the view that findings name, and of the section
    QString title;
};

std::array<Theme, 5> themes()
{
    return {{{.id = "layers", .title = Text::tr("Layers")},
             {.id = "histograms", .title = Text::tr("Histograms")},
             {.id = "length", .title = Text::tr("Length")},
             {.id = "confound", .title = Text::tr("Length or frequency")},
             {.id = "zones", .title = Text::tr("Zones")}}};
}

/// By what the names of its figures begin with.
bool isAbout(const QString& figure, std::string_view theme)
{
    const auto startsWith = [&figure](std::initializer_list<const char*> beginnings) {
        return std::ranges::any_of(beginnings, [&figure](const char* beginning) {
            return figure.startsWith(QLatin1String(beginning));
        });
    };
    if (theme == "layers") {
        return startsWith({"density", "heatmap"});
    }
    if (theme == "histograms") {
        return startsWith({"histogram"});
    }
    if (theme == "length") {
        return startsWith({"tuning"});
    }
    return theme == "confound" ? startsWith({"confound", "length-frequency"}) : startsWith({"zones"});
}

/// Writes one report.
class ReportPage
{
public:
    ReportPage(const ReportPlan& plan, const std::vector<DrawnFigure>& drawings, QByteArray& page)
        : m_plan(plan)
        , m_drawings(drawings)
        , m_html(page)
    {
    }

    void write()
    {
        //: language of these texts, as a tag of BCP 47
        m_html.begin(Text::tr("en"));
        writeHead();
        m_html.start("body");
        writeHeader();
        m_html.start("main");
        if (hasTwo()) {
            writeComparison();
        }
        for (std::size_t run = 0; run < m_plan.runs.size(); ++run) {
            writeRun(run);
        }
        writeAgain();
        writeTerms();
        m_html.end();
        //: %1 is the program with its version
        m_html.element("footer",
                       Text::tr("Written by %1. The numbers behind the figures: bathyscope export "
                                "RUN --table …")
                           .arg(programText()));
        m_html.end();
        m_html.end();
    }

private:
    [[nodiscard]] bool hasTwo() const
    {
        return m_plan.runs.size() == 2;
    }

    [[nodiscard]] ComparedRuns both() const
    {
        return {m_plan.runs[0], m_plan.runs[1]};
    }

    [[nodiscard]] std::array<QString, 2> names() const
    {
        return comparedNames(both());
    }

    [[nodiscard]] QString title() const
    {
        if (hasTwo()) {
            //: title of a report: %1 and %2 are names of runs
            return Text::tr("%1 and %2 side by side").arg(names()[0], names()[1]);
        }
        const AnalysisSnapshot& run = *m_plan.runs.front();
        if (!run.name.empty()) {
            return fromStd(run.name);
        }
        const RunInfo& info = *run.info;
        //: title of a report: %1 is a model, %2 a text
        return Text::tr("%1 reads %2").arg(fromStd(info.modelName), fromStd(info.textName));
    }

    /// Of ids of a run, so that they differ from the other run's.
    [[nodiscard]] QString prefix(std::size_t run) const
    {
        return !hasTwo() ? QString() : run == 0 ? QStringLiteral("first-") : QStringLiteral("second-");
    }

    void writeHead()
    {
        m_html.start("head");
        m_html.voidElement("meta", {{"charset", QStringLiteral("utf-8")}});
        m_html.voidElement(
            "meta",
            {{"http-equiv", QStringLiteral("Content-Security-Policy")},
             {"content", QStringLiteral("default-src 'none'; style-src 'unsafe-inline'; img-src data:")}});
        m_html.voidElement("meta",
                           {{"name", QStringLiteral("viewport")},
                            {"content", QStringLiteral("width=device-width, initial-scale=1")}});
        m_html.voidElement("meta", {{"name", QStringLiteral("generator")}, {"content", programText()}});
        m_html.element("title", title());
        // Browsers would ask for one.
        m_html.voidElement("link", {{"rel", QStringLiteral("icon")}, {"href", QStringLiteral("data:,")}});
        m_html.element("style", QString::fromUtf8(embeddedFile(QStringLiteral("report.css"))));
        m_html.end();
    }

    void writeHeader()
    {
        m_html.start("header");
        m_html.element("p", Text::tr("Bathyscope report"), {{"class", QStringLiteral("kind")}});
        m_html.element("h1", title());
        for (const auto& run : m_plan.runs) {
            m_html.element("p", whatWasRun(*run), {{"class", QStringLiteral("lead")}});
        }
        m_html.element(
            "p",
            worded(m_plan.runs,
                   Text::tr("r is the correlation, {neuron|dimension} by {neuron|dimension}, between its "
                            "{activation|value} at a token and the length of that token in characters.")));
        writeContents();
        m_html.end();
    }

    static QString whatWasRun(const AnalysisSnapshot& run)
    {
        const RunInfo& info = *run.info;
        //: %1 a model, %2 a number of tokens, %3 a text, %4 a number of windows
        QString text = Text::tr("%1 read %2 tokens of %3 in %4 windows.")
                           .arg(fromStd(info.modelName), numberText(info.windows.numTokens()),
                                fromStd(info.textName), numberText(info.windows.windows().size()));
        text += QLatin1Char(' ');
        const QString neurons = elementCount(hookElement(info.hook), info.numNeurons());
        const QString all = numberText(run.layers.size());
        if (!hasLayers(run)) {
            //: %1 a hook point, %2 "128 dimensions"
            text += Text::tr("At %1, %2 were analysed.").arg(hookName(info.hook), neurons);
        } else if (run.numFinished() == run.layers.size()) {
            //: %1 a hook point, %2 a number of layers, %3 "512 neurons"
            text += Text::tr("At %1, all %2 layers with %3 each were analysed.")
                        .arg(hookName(info.hook), all, neurons);
        } else {
            //: %1 a hook point, %2 of %3 layers, %4 "512 neurons"
            text += Text::tr("At %1, %2 of %3 layers with %4 each were analysed.")
                        .arg(hookName(info.hook), numberText(run.numFinished()), all, neurons);
        }
        if (info.hasRandomWeights) {
            text += QLatin1Char(' ')
                + Text::tr("Its weights are random: it is a control that has learned nothing.");
        }
        return text;
    }

    void writeContents()
    {
        m_html.start("nav", {{"aria-label", Text::tr("Contents")}});
        m_html.start("ul");
        const auto link = [this](const QString& id, const QString& text) {
            m_html.start("li");
            m_html.element("a", text, {{"href", QLatin1Char('#') + id}});
            m_html.end();
        };
        if (hasTwo()) {
            link(QStringLiteral("comparison"), Text::tr("Comparison"));
            link(QStringLiteral("first-run"), names()[0]);
            link(QStringLiteral("second-run"), names()[1]);
        } else {
            link(QStringLiteral("findings"), Text::tr("Findings"));
            for (const Theme& theme : themes()) {
                if (hasFigures(0, theme)) {
                    link(QString::fromLatin1(theme.id), theme.title);
                }
            }
            link(QStringLiteral("origin"), Text::tr("Where it comes from"));
        }
        link(QStringLiteral("again"), Text::tr("How to make it again"));
        link(QStringLiteral("terms"), Text::tr("Terms"));
        m_html.end();
        m_html.end();
    }

    /// A part of the page with its heading, ended by the caller: of the first rank, or of the second within
    /// that of a run, whose name is part of its own.
    void startSection(const QString& id, const QString& title)
    {
        const QString heading = id + QStringLiteral("-title");
        m_html.start("section", {{"id", id}, {"aria-labelledby", heading}});
        m_html.element("h2", title, {{"id", heading}});
    }
    void startRunSection(std::size_t run, const char* id, const QString& title)
    {
        const QString own = prefix(run) + QString::fromLatin1(id);
        if (!hasTwo()) {
            startSection(own, title);
            return;
        }
        const QString heading = own + QStringLiteral("-title");
        const QString names = prefix(run) + QStringLiteral("run-title ") + heading;
        m_html.start("section", {{"id", own}, {"aria-labelledby", names}});
        m_html.element("h3", title, {{"id", heading}});
    }

    void writeComparison()
    {
        const RunComparison& comparison = *m_plan.comparison;
        startSection(QStringLiteral("comparison"), Text::tr("Comparison"));
        m_html.element("p", compareFinding(comparison));
        for (std::size_t run = 0; run < 2; ++run) {
            m_html.element("p", comparedZones(*m_plan.runs[run], comparison.runs.at(run), names().at(run)));
        }
        const QStringList warnings = compareWarnings(comparison, both());
        if (!warnings.isEmpty()) {
            m_html.start("div", {{"class", QStringLiteral("warnings")}});
            m_html.element("p", Text::tr("Mind what else differs."));
            m_html.start("ul");
            for (const QString& warning : warnings) {
                m_html.element("li", warning);
            }
            m_html.end();
            m_html.end();
        }
        writeTable(measuresTable(comparison, both()));
        for (std::size_t i = 0; i < m_plan.figures.size(); ++i) {
            if (m_plan.figures[i].name.startsWith(QLatin1String("compare-"))) {
                writeFigure(i);
            }
        }
        writeTable(depthsTable(comparison, both()));
        m_html.element("p",
                       Text::tr("Two models do not make a law: what is said here is said of these two runs."),
                       {{"class", QStringLiteral("note")}});
        m_html.end();
    }

    void writeRun(std::size_t run)
    {
        if (hasTwo()) {
            startSection(prefix(run) + QStringLiteral("run"), names().at(run));
        }
        writeFindings(run);
        for (const Theme& theme : themes()) {
            writeTheme(run, theme);
        }
        writeOrigin(run);
        if (hasTwo()) {
            m_html.end();
        }
    }

    void writeFindings(std::size_t run)
    {
        startRunSection(run, "findings", Text::tr("Findings"));
        if (const Remark remark = nonFiniteRemark(*m_plan.runs[run]); !remark.isEmpty()) {
            m_html.start("div", {{"class", QStringLiteral("warnings")}});
            m_html.element("p", remarkSentence(remark));
            m_html.end();
        }
        const std::vector<Finding>& findings = m_plan.runs[run]->findings;
        if (findings.empty()) {
            m_html.element("p", Text::tr("Findings are drawn when a run ends by itself or is stopped."));
        } else {
            m_html.start("ul", {{"class", QStringLiteral("findings")}});
            for (const Finding& finding : findings) {
                writeFinding(run, finding);
            }
            m_html.end();
        }
        m_html.end();
    }

    void writeFinding(std::size_t run, const Finding& finding)
    {
        const std::string_view verdict = verdictName(finding.verdict);
        m_html.start(
            "li", {{"class", QString::fromLatin1(verdict.data(), static_cast<qsizetype>(verdict.size()))}});
        m_html.start(hasTwo() ? "h4" : "h3");
        m_html.text(findingTitle(finding) + QLatin1Char(' '));
        m_html.element("span", verdictWord(finding.verdict), {{"class", QStringLiteral("verdict")}});
        m_html.end();
        m_html.element("p", findingSentence(finding));
        const std::array<Theme, 5> all = themes();
        const auto* const theme = std::ranges::find(all, finding.view, &Theme::id);
        if (theme != all.end() && hasFigures(run, *theme)) {
            m_html.start("p");
            //: a link: %1 is a part of the report
            m_html.element("a", Text::tr("See: %1").arg(theme->title),
                           {{"href", QLatin1Char('#') + prefix(run) + QString::fromLatin1(theme->id)}});
            m_html.end();
        }
        m_html.end();
    }

    [[nodiscard]] std::vector<std::size_t> figuresOf(std::size_t run, const Theme& theme) const
    {
        std::vector<std::size_t> figures;
        for (std::size_t i = 0; i < m_plan.figures.size(); ++i) {
            const QString& name = m_plan.figures[i].name;
            if (name.startsWith(prefix(run)) && isAbout(name.mid(prefix(run).size()), theme.id)) {
                figures.push_back(i);
            }
        }
        return figures;
    }

    [[nodiscard]] bool hasFigures(std::size_t run, const Theme& theme) const
    {
        return !figuresOf(run, theme).empty();
    }

    void writeTheme(std::size_t run, const Theme& theme)
    {
        const std::vector<std::size_t> figures = figuresOf(run, theme);
        if (figures.empty()) {
            return;
        }
        const AnalysisSnapshot& shown = *m_plan.runs[run];
        const std::string_view id = theme.id;
        startRunSection(run, theme.id, theme.title);
        if (id == "confound") {
            m_html.element("p", confoundText(shown, frequencyControls(shown)));
        } else if (id == "zones") {
            m_html.element("p", zonesText(shown));
        }
        for (const std::size_t figure : figures) {
            writeFigure(figure);
        }
        if (id == "layers") {
            writeTable(layersTable(shown));
        } else if (id == "histograms") {
            writeTable(modalityTable(shown));
        } else if (id == "confound") {
            writeTable(confoundTable(shown));
        } else if (id == "zones") {
            writeTable(zonesTable(shown));
        }
        m_html.end();
    }

    void writeFigure(std::size_t index)
    {
        const PlannedFigure& figure = m_plan.figures[index];
        const QString id = QStringLiteral("figure-") + figure.name;
        m_html.start("figure", {{"id", id}});
        // Wider than a phone: it is scrolled, by keyboard too.
        m_html.start("div", {{"class", QStringLiteral("plot")}, {"tabindex", QStringLiteral("0")}});
        writeInlineSvg(m_html.xml(), m_drawings[index].vectors,
                       {.title = figureTitle(figure.data), .description = figure.words, .provenance = {}},
                       id);
        m_html.end();
        m_html.start("figcaption");
        m_html.element("strong", Text::tr("Figure %1.").arg(numberText(++m_numFigures)));
        m_html.text(QLatin1Char(' ') + figure.words);
        m_html.element("small", figure.caption, {{"class", QStringLiteral("origin")}});
        m_html.end();
        m_html.end();
    }

    void startTable(const QString& caption, const char* cssClass)
    {
        m_html.start("div", {{"class", QStringLiteral("table")}, {"tabindex", QStringLiteral("0")}});
        m_html.start("table", {{"class", QString::fromLatin1(cssClass)}});
        m_html.start("caption");
        m_html.element("strong", Text::tr("Table %1.").arg(numberText(++m_numTables)));
        m_html.text(QLatin1Char(' ') + caption);
        m_html.end();
    }

    void writeTable(const ReportTable& table)
    {
        if (table.rows.empty()) {
            return;
        }
        startTable(table.caption, table.hasWords ? "words" : "numbers");
        m_html.start("thead");
        if (!table.groups.empty()) {
            m_html.start("tr", {{"class", QStringLiteral("groups")}});
            m_html.element("th", table.heads.front(),
                           {{"scope", QStringLiteral("col")}, {"rowspan", QStringLiteral("2")}});
            for (const ReportTable::Group& group : table.groups) {
                m_html.element(
                    "th", group.head,
                    {{"scope", QStringLiteral("colgroup")}, {"colspan", QString::number(group.numColumns)}});
            }
            m_html.end();
        }
        m_html.start("tr");
        for (qsizetype column = table.groups.empty() ? 0 : 1; column < table.heads.size(); ++column) {
            m_html.element("th", table.heads.at(column), {{"scope", QStringLiteral("col")}});
        }
        m_html.end();
        m_html.end();
        m_html.start("tbody");
        for (const ReportTable::Row& row : table.rows) {
            m_html.start("tr");
            m_html.element("th", row.head, {{"scope", QStringLiteral("row")}});
            for (const QString& cell : row.cells) {
                m_html.element("td", cell);
            }
            m_html.end();
        }
        m_html.end();
        m_html.end();
        if (!table.note.isEmpty()) {
            m_html.element("p", table.note, {{"class", QStringLiteral("note")}});
        }
        m_html.end();
    }

    void writeOrigin(std::size_t run)
    {
        startRunSection(run, "origin", Text::tr("Where it comes from"));
        writePairs(Text::tr("Origin"), originRows(*m_plan.runs[run]));
        writePairs(Text::tr("Settings"), settingRows(*m_plan.runs[run]));
        m_html.end();
    }

    void writePairs(const QString& caption, const std::vector<ProvenanceRow>& rows)
    {
        startTable(caption, "pairs words");
        m_html.start("tbody");
        for (const ProvenanceRow& row : rows) {
            m_html.start("tr");
            m_html.element("th", row.name, {{"scope", QStringLiteral("row")}});
            m_html.start("td");
            if (row.isCode) {
                m_html.element("code", row.value);
            } else {
                m_html.text(row.value);
            }
            m_html.end();
            m_html.end();
        }
        m_html.end();
        m_html.end();
        m_html.end();
    }

    void writeAgain()
    {
        startSection(QStringLiteral("again"), Text::tr("How to make it again"));
        QStringList commands;
        QStringList files;
        QStringList notes;
        for (std::size_t i = 0; i < m_plan.runs.size(); ++i) {
            const AnalysisSnapshot& run = *m_plan.runs[i];
            QString file = runFileStem(run) + QStringLiteral(".safetensors");
            if (files.contains(file)) {
                file = runFileStem(run) + QStringLiteral("-2.safetensors");
            }
            const Reproduction again = reproduction(run, file, m_plan.haveReadSampleText[i]);
            commands += again.command;
            notes += again.notes;
            files += file;
        }
        commands += QStringLiteral("bathyscope report ") + files.join(QLatin1Char(' '))
            + QStringLiteral(" --out report.html");
        notes.removeDuplicates();
        //: %1 is the program with its version
        m_html.element(
            "p",
            Text::tr("In a shell, with %1; a correlation r comes out the same within 1e-6, "
                     "whatever the number of threads.")
                .arg(QStringLiteral("Bathyscope ") + fromStd(m_plan.runs.front()->info->programVersion)));
        m_html.start("pre");
        m_html.element("code", commands.join(QLatin1Char('\n')));
        m_html.end();
        for (const QString& note : notes) {
            m_html.element("p", note, {{"class", QStringLiteral("note")}});
        }
        m_html.end();
    }

    void writeTerms()
    {
        startSection(QStringLiteral("terms"), Text::tr("Terms"));
        m_html.start("dl");
        const auto term = [this](const QString& name, const QString& meaning) {
            m_html.element("dt", name);
            m_html.element("dd", meaning);
        };
        term(Text::tr("r"),
             worded(m_plan.runs,
                    Text::tr("Pearson's correlation between a {neuron|dimension}'s {activation|value} and "
                             "the length of the token, over all tokens that count. Given frequency: the "
                             "partial correlation, with the token's frequency held constant. Within strata: "
                             "among tokens of about equal frequency.")));
        term(
            Text::tr("Discoveries"),
            worded(m_plan.runs,
                   Text::tr(
                       "{Neurons|Dimensions} whose q (Benjamini and Hochberg's, over the run) is below the "
                       "chosen rate of false discoveries; p comes from permuting the windows of the text.")));
        term(Text::tr("Shorter, equal, longer"),
             Text::tr("Tokens shorter than, as long as, and longer than the median token of the text."));
        term(Text::tr("Peaks"),
             Text::tr("More than one is said where Hartigan's dip test rejects a single one; two, where "
                      "besides two Gaussians stand clearly apart. Not rejected does not mean that there is "
                      "one."));
        term(Text::tr("Zones"),
             Text::tr("Stretches of layers within which the distribution of r hardly changes, where they "
                      "describe the layers better than one zone or a straight line."));
        if (hasTwo()) {
            term(Text::tr("Relative depth"), Text::tr("0 is the first layer of a model, 1 its last."));
        }
        m_html.end();
        m_html.end();
    }

    const ReportPlan& m_plan;
    const std::vector<DrawnFigure>& m_drawings;
    HtmlWriter m_html;
    int m_numFigures = 0;
    int m_numTables = 0;
};

} // namespace

QByteArray htmlReport(const ReportPlan& plan, const std::vector<DrawnFigure>& drawings)
{
    if (std::ranges::any_of(drawings, &DrawnFigure::isEmpty)) {
        throw Error(
            ErrorKind::OutOfMemory,
            "There is not enough memory for the pictures of the report; end other programs and try again.");
    }
    QByteArray page;
    ReportPage(plan, drawings, page).write();
    return page;
}

} // namespace bathyscope::ui
