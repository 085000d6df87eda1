// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/findings/Findings.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/report/HtmlReport.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FailOnWarning;
using bathyscope::test::ScriptedRun;

class TestHtmlReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void isWellFormed_data();
    void isWellFormed();
    void asksForNothing_data()
    {
        isWellFormed_data();
    }
    void asksForNothing();
    void hasIdsThatDifferAndLinksThatLead_data()
    {
        isWellFormed_data();
    }
    void hasIdsThatDifferAndLinksThatLead();
    void keepsEndTagsThatHtmlWants_data()
    {
        isWellFormed_data();
    }
    void keepsEndTagsThatHtmlWants();
    void isAccessible_data()
    {
        isWellFormed_data();
    }
    void isAccessible();
    void keepsTextOfFiguresAsText_data()
    {
        isWellFormed_data();
    }
    void keepsTextOfFiguresAsText();
    void escapesHostileNames();
    void saysWhatWasRunAndFound();
    void saysWhereItComesFromUnderEveryFigure();
    void comparesTwoRuns();
    void reportsARunThatWasStopped();
    void warnsOfNumbersThatAreNotFinite();
    void reportsRunsThatAreOlderThanAStatistic_data();
    void reportsRunsThatAreOlderThanAStatistic();

private:
    std::optional<FailOnWarning> m_failOnWarning;
    QByteArray m_one; ///< report of one run
    QByteArray m_two; ///< of two
};

namespace {

std::shared_ptr<const AnalysisSnapshot> changed(std::shared_ptr<const AnalysisSnapshot> run,
                                                const std::function<void(RunInfo&)>& change)
{
    auto copy = std::make_shared<AnalysisSnapshot>(*run);
    auto info = std::make_shared<RunInfo>(*run->info);
    info->textSha256 = std::string(64, 'b');
    info->device = DeviceChoice::Cpu;
    info->precision = PrecisionChoice::Float32;
    change(*info);
    copy->info = std::move(info);
    copy->weightsSha256 = std::string(64, 'a');
    copy->findings = findFindings(*copy);
    return copy;
}

std::shared_ptr<const AnalysisSnapshot> firstRun()
{
    return changed(ScriptedRun().finished(), [](RunInfo& info) { info.seed = 12345; });
}

std::shared_ptr<const AnalysisSnapshot> secondRun()
{
    return changed(ScriptedRun({.modelName = "sample-24", .numLayers = 24, .numNeurons = 64}).finished(),
                   [](RunInfo& info) {
                       info.textName = "other.txt";
                       info.textSha256 = std::string(64, 'c');
                   });
}

QByteArray reportOf(HandedOnRuns runs)
{
    const ReportPlan plan = planReport(std::move(runs));
    std::vector<DrawnFigure> drawings;
    for (const PlannedFigure& figure : plan.figures) {
        drawings.push_back(drawFigure(figure.data, FigureFormat::Svg, figure.size, {}, {}));
    }
    return htmlReport(plan, drawings);
}

/// Calls `visit` at the start of every element; the message says where the page is not well-formed.
template <class Visit>
QString walk(const QByteArray& page, const Visit& visit)
{
    QXmlStreamReader reader(page);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            visit(reader);
        }
    }
    return reader.hasError()
        ? QStringLiteral("line %1: %2").arg(reader.lineNumber()).arg(reader.errorString())
        : QString();
}

/// Text of every element of this name, without that of its children.
QStringList textsOf(const QByteArray& page, const QString& element)
{
    QStringList texts;
    QXmlStreamReader reader(page);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == element) {
            QString text;
            while (reader.readNext() == QXmlStreamReader::Characters) {
                text += reader.text();
            }
            texts += text;
        }
    }
    return texts;
}

} // namespace

void TestHtmlReport::initTestCase()
{
    m_failOnWarning.emplace();
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_one = reportOf({firstRun()});
    m_two = reportOf({firstRun(), secondRun()});
}

void TestHtmlReport::cleanupTestCase()
{
    m_failOnWarning.reset();
}

void TestHtmlReport::isWellFormed_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("one run") << m_one;
    QTest::newRow("two runs") << m_two;
}

void TestHtmlReport::isWellFormed()
{
    QFETCH(const QByteArray, page);
    QVERIFY(page.startsWith("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\""));
    int numElements = 0;
    QCOMPARE(walk(page, [&numElements](const QXmlStreamReader&) { ++numElements; }), QString());
    QVERIFY(numElements > 1000);
}

void TestHtmlReport::asksForNothing()
{
    QFETCH(const QByteArray, page);
    static const QSet<QString> references {QStringLiteral("src"),    QStringLiteral("href"),
                                           QStringLiteral("srcset"), QStringLiteral("data"),
                                           QStringLiteral("action"), QStringLiteral("poster")};
    QStringList bad;
    bool isForbidden = false;
    QCOMPARE(
        walk(page,
             [&](const QXmlStreamReader& element) {
                 if (element.name() == QLatin1String("script") || element.name() == QLatin1String("iframe")) {
                     bad += element.name().toString();
                 }
                 for (const QXmlStreamAttribute& attribute : element.attributes()) {
                     const QString name = attribute.name().toString();
                     const bool isInside = attribute.value().startsWith(QLatin1Char('#'))
                         || attribute.value().startsWith(QLatin1String("data:"));
                     if ((references.contains(name) && !isInside) || name.startsWith(QLatin1String("on"))) {
                         bad += name + QLatin1Char('=') + attribute.value().toString();
                     }
                     isForbidden =
                         isForbidden || attribute.value().startsWith(QLatin1String("default-src 'none';"));
                 }
             }),
        QString());
    QCOMPARE(bad, QStringList());
    QVERIFY(isForbidden);
    const QString style = textsOf(page, QStringLiteral("style")).constFirst();
    QVERIFY(style.contains(QStringLiteral("@page")));
    QVERIFY(!style.contains(QStringLiteral("url(")) && !style.contains(QStringLiteral("@import")));
    // Browsers read it as it stands: what has to be escaped would stay escaped.
    static const QRegularExpression escaped(QStringLiteral("[<>&\"]"));
    QVERIFY(!style.contains(escaped));
}

void TestHtmlReport::hasIdsThatDifferAndLinksThatLead()
{
    QFETCH(const QByteArray, page);
    QStringList ids;
    QStringList references;
    QCOMPARE(walk(page,
                  [&](const QXmlStreamReader& element) {
                      for (const QXmlStreamAttribute& attribute : element.attributes()) {
                          const QString value = attribute.value().toString();
                          if (attribute.name() == QLatin1String("id")) {
                              ids += value;
                          } else if (attribute.name() == QLatin1String("href")
                                     && value.startsWith(QLatin1Char('#'))) {
                              references += value.mid(1);
                          } else if (attribute.name().startsWith(QLatin1String("aria-"))
                                     && attribute.name().endsWith(QLatin1String("by"))) {
                              references += value.split(QLatin1Char(' '));
                          }
                      }
                  }),
             QString());
    const QSet<QString> different(ids.begin(), ids.end());
    QCOMPARE(different.size(), ids.size());
    QVERIFY(references.size() > 20);
    for (const QString& reference : references) {
        QVERIFY2(different.contains(reference), qPrintable(reference));
    }
}

void TestHtmlReport::keepsEndTagsThatHtmlWants()
{
    QFETCH(const QByteArray, page);
    static const QSet<QByteArray> voids {"meta", "link"};
    static const QSet<QByteArray> ofDrawings {"rect",   "path",    "polyline", "image",
                                              "circle", "ellipse", "line",     "polygon"};
    static const QRegularExpression selfClosed(QStringLiteral("<([a-zA-Z0-9]+)(?: [^<>]*)?/>"));
    const QString text = QString::fromUtf8(page);
    for (auto found = selfClosed.globalMatch(text); found.hasNext();) {
        const QByteArray name = found.next().captured(1).toLatin1();
        QVERIFY2(voids.contains(name) || ofDrawings.contains(name), name.constData());
    }
}

void TestHtmlReport::isAccessible()
{
    QFETCH(const QByteArray, page);
    int numDrawings = 0;
    QStringList headings;
    QCOMPARE(walk(page,
                  [&](const QXmlStreamReader& element) {
                      const QXmlStreamAttributes attributes = element.attributes();
                      const QString name = element.name().toString();
                      if (name == QLatin1String("th")) {
                          QVERIFY(attributes.hasAttribute(QStringLiteral("scope")));
                      } else if (name == QLatin1String("svg")) {
                          ++numDrawings;
                          QCOMPARE(attributes.value(QStringLiteral("role")), QLatin1String("img"));
                          QVERIFY(attributes.hasAttribute(QStringLiteral("aria-labelledby")));
                          QVERIFY(attributes.hasAttribute(QStringLiteral("aria-describedby")));
                      } else if (name.size() == 2 && name[0] == QLatin1Char('h') && name[1].isDigit()) {
                          headings += name;
                      }
                  }),
             QString());
    QCOMPARE(textsOf(page, QStringLiteral("figcaption")).size(), numDrawings);
    const auto numTables = textsOf(page, QStringLiteral("table")).size();
    QCOMPARE(textsOf(page, QStringLiteral("caption")).size(), numTables);
    QVERIFY(numTables >= 6);
    // No rank of heading is skipped.
    QCOMPARE(headings.count(QStringLiteral("h1")), 1);
    for (qsizetype i = 1; i < headings.size(); ++i) {
        QVERIFY(headings[i][1].digitValue() <= headings[i - 1][1].digitValue() + 1);
    }
}

void TestHtmlReport::keepsTextOfFiguresAsText()
{
    QFETCH(const QByteArray, page);
    const QStringList texts = textsOf(page, QStringLiteral("text"));
    for (const char* text : {"r", "Layer", "Layer 11", "Token length", "Median of r", "0"}) {
        QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    const auto numDrawings = textsOf(page, QStringLiteral("svg")).size();
    QVERIFY(texts.size() > 15 * numDrawings);
    QCOMPARE(walk(page,
                  [](const QXmlStreamReader& element) {
                      if (element.name() == QLatin1String("text")) {
                          QVERIFY(element.attributes().hasAttribute(QStringLiteral("textLength")));
                          QVERIFY(element.attributes()
                                      .value(QStringLiteral("style"))
                                      .contains(QLatin1String(", sans-serif")));
                      }
                  }),
             QString());
}

void TestHtmlReport::escapesHostileNames()
{
    const QString name = QStringLiteral("</title><script>alert(1)</script>\" onload='x' &amp; %1 ")
        + QChar(0x202e) + QStringLiteral("txt") + QChar(0) + QChar(1) + QChar(0xd800)
        + QStringLiteral("]]>-->");
    const auto hostile = [&name](RunInfo& info) {
        info.modelName = name.toUtf8().toStdString() + "\xff\xfe";
        info.textName = info.modelName;
        info.blas = info.modelName;
        info.programVersion = info.modelName;
        info.created = info.modelName;
        info.frequency.source = FrequencySource::Table;
        info.frequency.table = info.modelName;
    };
    const auto run = changed(ScriptedRun().finished(), hostile);
    for (const QByteArray& page : {reportOf({run}), reportOf({run, firstRun()})}) {
        int numScripts = 0;
        QCOMPARE(walk(page,
                      [&numScripts](const QXmlStreamReader& element) {
                          numScripts += element.name() == QLatin1String("script") ? 1 : 0;
                          for (const QXmlStreamAttribute& attribute : element.attributes()) {
                              QVERIFY(!attribute.name().startsWith(QLatin1String("on")));
                          }
                      }),
                 QString());
        QCOMPARE(numScripts, 0);
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains('\0') && !page.contains('\1'));
        QVERIFY(!QString::fromUtf8(page).contains(QChar(0x202e)));
        QVERIFY(textsOf(page, QStringLiteral("h1"))
                    .constFirst()
                    .contains(QStringLiteral("<script>alert(1)</script>")));
    }
}

void TestHtmlReport::saysWhatWasRunAndFound()
{
    QCOMPARE(textsOf(m_one, QStringLiteral("h1")),
             QStringList {QStringLiteral("sample-12 reads sample-text.txt")});
    QVERIFY(
        textsOf(m_one, QStringLiteral("p"))
            .contains(QStringLiteral("sample-12 read 8,192 tokens of sample-text.txt in 16 windows. At "
                                     "mlp.hook_pre, all 12 layers with 512 neurons each were analysed.")));
    const auto run = firstRun();
    QVERIFY(run->findings.size() >= 5);
    const QString page = QString::fromUtf8(m_one);
    for (const Finding& finding : run->findings) {
        QVERIFY2(page.contains(QString::fromStdString(findingClaim(finding)).toHtmlEscaped()), finding.title);
    }
    const QStringList verdicts = textsOf(m_one, QStringLiteral("span"));
    QCOMPARE(verdicts.size(), static_cast<qsizetype>(run->findings.size()));
    QVERIFY(textsOf(m_one, QStringLiteral("code"))
                .constLast()
                .contains(QStringLiteral("bathyscope analyze --model sample-12 --text sample-text.txt ")));
}

void TestHtmlReport::saysWhereItComesFromUnderEveryFigure()
{
    for (const QByteArray& page : {m_one, m_two}) {
        const QStringList origins = textsOf(page, QStringLiteral("small"));
        QCOMPARE(origins.size(), textsOf(page, QStringLiteral("figure")).size());
        for (const QString& origin : origins) {
            for (const char* part : {"Bathyscope 0.1.0", "(SHA-256 aaaaaaaaaaaa)", "seed ", "K = 200"}) {
                QVERIFY2(origin.contains(QString::fromLatin1(part)), part);
            }
            static const QRegularExpression text(QStringLiteral(R"(\.txt \(SHA-256 (?:b{12}|c{12})\))"));
            QVERIFY2(origin.contains(text), qPrintable(origin));
        }
        const QStringList codes = textsOf(page, QStringLiteral("code"));
        for (const QString& value : {QString(64, QLatin1Char('a')), QString(64, QLatin1Char('b')),
                                     QStringLiteral("12345"), QStringLiteral("float32")}) {
            QVERIFY2(codes.contains(value), qPrintable(value));
        }
    }
}

void TestHtmlReport::comparesTwoRuns()
{
    QCOMPARE(textsOf(m_two, QStringLiteral("h1")),
             QStringList {QStringLiteral("sample-12 and sample-24 side by side")});
    QVERIFY(textsOf(m_two, QStringLiteral("li"))
                .contains(QStringLiteral("The texts differ: sample-text.txt and other.txt.")));
    const QString page = QString::fromUtf8(m_two);
    for (const char* part :
         {"id=\"figure-compare-heatmap\"", "id=\"figure-compare-difference\"",
          "id=\"figure-compare-density\"", "id=\"figure-compare-distance\"", "id=\"figure-compare-median\"",
          "id=\"figure-compare-range\"", "id=\"first-findings\"", "id=\"second-findings\"",
          "Measures of both runs", "Both runs at equal relative depth"}) {
        QVERIFY2(page.contains(QString::fromLatin1(part)), part);
    }
    const QString commands = textsOf(m_two, QStringLiteral("code")).constLast();
    QCOMPARE(commands.count(QLatin1Char('\n')), 2);
    QVERIFY(commands.endsWith(
        QStringLiteral("bathyscope report sample-12.safetensors sample-24.safetensors --out report.html")));
}

void TestHtmlReport::reportsARunThatWasStopped()
{
    AnalysisSnapshot stopped = *ScriptedRun().snapshot(3);
    stopped.outcome = RunOutcome::Stopped;
    const QByteArray page = reportOf({std::make_shared<const AnalysisSnapshot>(stopped)});
    QCOMPARE(walk(page, [](const QXmlStreamReader&) {}), QString());
    QVERIFY(page.contains("3 of 12 layers"));
    QVERIFY(page.contains("stopped after 3 of 12 layers"));
}

void TestHtmlReport::warnsOfNumbersThatAreNotFinite()
{
    auto run = std::make_shared<AnalysisSnapshot>(*firstRun());
    for (const std::size_t layer : {10, 11}) {
        auto broken = std::make_shared<LayerSummary>(*run->layers[layer]);
        broken->numNonFinite = broken->numNeurons;
        for (std::vector<double>& column : broken->columns) {
            std::ranges::fill(column, std::numeric_limits<double>::quiet_NaN());
        }
        summarizeCorrelation(*broken);
        run->layers[layer] = std::move(broken);
    }
    run->findings = findFindings(*run);
    const QByteArray page = reportOf({run});
    QCOMPARE(walk(page, [](const QXmlStreamReader&) {}), QString());
    const QString remark =
        QStringLiteral("Not finite (NaN or infinity) and left out: all neurons in 2 of 12 layers (10, 11).");
    QVERIFY(textsOf(page, QStringLiteral("p")).contains(remark)); // once on its own, and behind every finding
    QCOMPARE(textsOf(page, QStringLiteral("p")).filter(remark).size(),
             static_cast<qsizetype>(run->findings.size() + 1));
    // And with every figure that shows layers: all but the one of the text itself.
    const qsizetype numFigures = textsOf(page, QStringLiteral("figure")).size();
    QVERIFY(QString::fromUtf8(page).count(remark)
            >= static_cast<qsizetype>(run->findings.size()) + 1 + numFigures - 1);
    QVERIFY(!QString::fromUtf8(page).contains(QStringLiteral(">nan<")));
    QVERIFY(!QString::fromUtf8(m_one).contains(QStringLiteral("Not finite")));
}

void TestHtmlReport::reportsRunsThatAreOlderThanAStatistic_data()
{
    QTest::addColumn<std::size_t>("missing");
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        QTest::newRow(std::string(neuronStatistics()[i].id).c_str()) << i;
    }
}

/// All figures and tables are there, whichever it is.
void TestHtmlReport::reportsRunsThatAreOlderThanAStatistic()
{
    QFETCH(const std::size_t, missing);
    const auto whole = changed(
        ScriptedRun({.numLayers = 6, .numNeurons = 32, .numTokens = 2048, .windowLength = 128}).finished(),
        [](RunInfo&) {});
    auto run = std::make_shared<AnalysisSnapshot>(*whole);
    for (auto& layer : run->layers) {
        auto older = std::make_shared<LayerSummary>(*layer);
        std::ranges::fill(older->columns[missing], std::numeric_limits<double>::quiet_NaN());
        older->missingColumns = {missing};
        summarizeCorrelation(*older);
        layer = std::move(older);
    }
    run->findings = findFindings(*run);
    const QByteArray page = reportOf({run});
    QCOMPARE(walk(page, [](const QXmlStreamReader&) {}), QString());
    QCOMPARE(textsOf(page, QStringLiteral("figure")).size(),
             textsOf(reportOf({whole}), QStringLiteral("figure")).size());
    QVERIFY(!QString::fromUtf8(page).contains(QStringLiteral(">nan<")));
}

QTEST_MAIN(TestHtmlReport)
#include "tst_HtmlReport.moc"
