// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/HookPointText.h"
#include "core/support/Resources.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <set>
#include <vector>

using namespace bathyscope;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList translations; ///< one for each plural form
    bool isFinished = true;
};

QString read(const char* name)
{
    QFile file(QString::fromStdString((resourcesFolder() / "translations" / name).string()));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Of the translation that the reader stands in.
QStringList formsOf(QXmlStreamReader& reader)
{
    QStringList forms;
    QString text;
    while (!reader.atEnd() && !(reader.isEndElement() && reader.name() == QLatin1String("translation"))) {
        reader.readNext();
        if (reader.isStartElement()) { // numerusform
            forms += reader.readElementText();
        } else if (reader.isCharacters()) {
            text += reader.text();
        }
    }
    return forms.isEmpty() ? QStringList {text} : forms;
}

std::vector<Message> messagesOf(const QString& document)
{
    std::vector<Message> messages;
    QXmlStreamReader reader(document);
    QString context;
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement()) {
            continue;
        }
        if (reader.name() == QLatin1String("name")) {
            context = reader.readElementText();
        } else if (reader.name() == QLatin1String("source")) {
            messages.push_back({.context = context, .source = reader.readElementText(), .translations = {}});
        } else if (reader.name() == QLatin1String("translation")) {
            messages.back().isFinished = !reader.attributes().hasAttribute(QLatin1String("type"));
            messages.back().translations = formsOf(reader);
        }
    }
    return messages;
}

/// Every match of a pattern, sorted.
QStringList allOf(const char* pattern, const QString& text)
{
    QStringList found;
    auto matches = QRegularExpression(QString::fromUtf8(pattern)).globalMatch(text);
    while (matches.hasNext()) {
        found += matches.next().captured();
    }
    found.sort();
    return found;
}

/// Each text in braces is two alternatives, neither of them empty, and there is no brace else.
bool hasFitAlternatives(QString text)
{
    text.remove(QRegularExpression(QStringLiteral(R"(\{[^{}|]+\|[^{}|]+\})")));
    return allOf("[{}]", text).isEmpty();
}

QString wordedFor(HookElement element, const QString& text)
{
    return QString::fromStdString(worded(element, text.toStdString()));
}

/// A text without the marks of keys, in one line.
QString spoken(QString text)
{
    return text.remove(u'&').simplified();
}

/// True where a word, or words in a row, stand in a text as a whole. One that begins with a capital does so
/// only in that case.
bool hasWord(const QString& text, const QString& word)
{
    const bool isCapital = word.front().isUpper();
    for (qsizetype at = 0;; ++at) {
        at = text.indexOf(word, at, isCapital ? Qt::CaseSensitive : Qt::CaseInsensitive);
        if (at < 0) {
            return false;
        }
        const auto isInside = [&text](qsizetype place) {
            return place >= 0 && place < text.size() && text[place].isLetterOrNumber();
        };
        if (!isInside(at - 1) && !isInside(at + word.size())) {
            return true;
        }
    }
}

bool hasOneOf(const QString& text, const QStringList& words)
{
    return std::ranges::any_of(words, [&text](const QString& word) { return hasWord(text, word); });
}

/// One row of the table in resources/translations/README.md.
struct Term
{
    QStringList english;
    QStringList vietnamese;
    QStringList kept; ///< of these, the ones that stand for nothing else
};

/// What that file lays down.
class Glossary
{
public:
    explicit Glossary(const QString& text)
    {
        for (const QString& line : text.split(u'\n')) {
            const QStringList cells = line.split(u'|');
            if (cells.size() != 5 || cells[1].contains(QLatin1String("---"))
                || cells[1].trimmed() == QLatin1String("English")) {
                continue;
            }
            Term term {.english = wordsOf(cells[1], u'/'), .vietnamese = {}, .kept = {}};
            for (QString word : wordsOf(cells[2], u'/')) {
                const bool isKept = word.endsWith(QLatin1String(" *"));
                word.remove(QStringLiteral(" *"));
                term.vietnamese += word;
                term.kept += isKept ? QStringList {word} : QStringList();
            }
            m_terms.push_back(term);
        }
        m_never = listAfter(text, QStringLiteral("another one says it:"));
        QStringList names = listAfter(text, QStringLiteral("in Vietnamese as in English:"));
        for (QString& name : names) {
            name = QRegularExpression::escape(name);
        }
        m_names = QRegularExpression(QStringLiteral("(?<![\\p{L}\\d])(%1)(?!\\p{L})").arg(names.join(u'|')),
                                     QRegularExpression::CaseInsensitiveOption
                                         | QRegularExpression::UseUnicodePropertiesOption);
    }

    [[nodiscard]] std::size_t numTerms() const
    {
        return m_terms.size();
    }
    [[nodiscard]] const QStringList& never() const
    {
        return m_never;
    }

    /// What is wrong with the words of a translation.
    [[nodiscard]] QStringList problemsOf(const QString& source, const QString& translation) const
    {
        const QString english = spoken(source);
        const QString vietnamese = spoken(translation);
        QStringList problems;
        for (const Term& term : m_terms) {
            if (hasOneOf(english, term.english) && !hasOneOf(vietnamese, term.vietnamese)) {
                problems += term.english.front() + QStringLiteral(" is ") + term.vietnamese.join(u'/');
            }
            for (const QString& word : term.kept) {
                if (hasWord(vietnamese, word) && !isMeant(word, english)) {
                    problems += word + QStringLiteral(" is kept for ") + term.english.front();
                }
            }
        }
        for (const QString& word : m_never) {
            if (hasWord(vietnamese, word)) {
                problems += QStringLiteral("never ") + word;
            }
        }
        for (const QString& word : englishLeftIn(vietnamese, english)) {
            problems += QStringLiteral("English: ") + word;
        }
        return problems;
    }

private:
    static QStringList wordsOf(const QString& text, QChar separator)
    {
        QStringList words;
        for (const QString& word : text.split(separator)) {
            words += word.simplified();
        }
        return words;
    }

    /// The words between a phrase and the end of its paragraph.
    static QStringList listAfter(const QString& text, const QString& phrase)
    {
        const qsizetype begin = text.indexOf(phrase) + phrase.size();
        QString list = text.mid(begin, text.indexOf(QStringLiteral(".\n"), begin) - begin);
        return wordsOf(list.replace(u'\n', u' '), u',');
    }

    /// Some row gives this word for what the source says.
    [[nodiscard]] bool isMeant(const QString& word, const QString& english) const
    {
        return std::ranges::any_of(m_terms, [&](const Term& term) {
            return term.vietnamese.contains(word) && hasOneOf(english, term.english);
        });
    }

    /// Words of three letters or more that both have, but names.
    [[nodiscard]] QStringList englishLeftIn(const QString& vietnamese, const QString& english) const
    {
        QString text = vietnamese;
        text.remove(m_names);
        QStringList left = allOf("(?<!\\p{L})[A-Za-z]{3,}(?!\\p{L})", text);
        left.removeIf([&english](const QString& word) { return !hasWord(english, word.toLower()); });
        return left;
    }

    std::vector<Term> m_terms;
    QStringList m_never;
    QRegularExpression m_names; ///< any of them, as a whole word
};

Glossary glossary()
{
    return Glossary(read("README.md"));
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void areCompleteAndFit_data();
    void areCompleteAndFit();
    void alternativesAreSeenAsTheyAre_data();
    void alternativesAreSeenAsTheyAre();
    void haveTheSameNumbers();
    void keepToTheGlossary_data();
    void keepToTheGlossary();
    void theGlossaryIsReadAsItIsMeant();
    void seeEveryKindOfFault_data();
    void seeEveryKindOfFault();
};

void TestTranslations::areCompleteAndFit_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("of the program") << QStringLiteral("bathyscope_vi.ts");
    QTest::newRow("of Qt's widgets") << QStringLiteral("qt_vi.ts");
}

void TestTranslations::areCompleteAndFit()
{
    QFETCH(const QString, file);
    const auto messages = messagesOf(read(file.toUtf8().constData()));
    QVERIFY(messages.size() > 50);
    for (const Message& message : messages) {
        const QByteArray where = (message.context + QStringLiteral(": ") + message.source).toUtf8();
        QVERIFY2(message.isFinished, where);
        QVERIFY2(message.translations.size() == 1, where); // Vietnamese has one form for all numbers
        const QString& translation = message.translations.front();
        QVERIFY2(!translation.isEmpty(), where);
        const std::set<QString> wanted = [&message] {
            const QStringList all = allOf("%[0-9n]", message.source);
            return std::set<QString>(all.begin(), all.end());
        }();
        const QStringList all = allOf("%[0-9n]", translation);
        QVERIFY2(wanted == std::set<QString>(all.begin(), all.end()), where);
        QVERIFY2(message.source.count(u'&') == translation.count(u'&'), where);
        QVERIFY2(!translation.contains(QRegularExpression(QStringLiteral("&(?![A-Za-z0-9])"))), where);
        QVERIFY2(allOf("\\(\\*[^)]*\\)", message.source) == allOf("\\(\\*[^)]*\\)", translation), where);
        QVERIFY2(allOf("[<>]", message.source) == allOf("[<>]", translation), where);
        QVERIFY2(hasFitAlternatives(message.source) && hasFitAlternatives(translation), where);
        // Where the source has none, nobody chooses.
        QVERIFY2(message.source.contains(u'{') || !translation.contains(u'{'), where);
        QVERIFY2(message.source.endsWith(u':') == translation.endsWith(u':'), where);
        if (!file.startsWith(QLatin1String("qt_"))) { // which uses three points
            QVERIFY2(message.source.endsWith(QStringLiteral("…"))
                         == translation.endsWith(QStringLiteral("…")),
                     where);
            const bool isShort = message.source.endsWith(QStringLiteral("freq."))
                || message.source.endsWith(QStringLiteral("pos.")); // and no sentence
            QVERIFY2(isShort || message.source.endsWith(u'.') == translation.endsWith(u'.'), where);
        }
        QVERIFY2(message.source.startsWith(u' ') == translation.startsWith(u' ')
                     || file.startsWith(QLatin1String("qt_")),
                 where);
    }
}

void TestTranslations::alternativesAreSeenAsTheyAre_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFit");
    const auto row = [](const char* text, bool isFit) {
        QTest::newRow(text) << QString::fromLatin1(text) << isFit;
    };
    row("%1 of the {neurons|dimensions}: |r| of each {neuron|dimension}", true);
    row("|r|", true);
    row("{neurons}", false);
    row("{neurons|}", false);
    row("{|dimensions}", false);
    row("{neurons|dimensions|heads}", false);
    row("{neurons|dimensions", false);
    row("neurons|dimensions}", false);
    row("{{neurons|dimensions}|heads}", false);
}

void TestTranslations::alternativesAreSeenAsTheyAre()
{
    QFETCH(const QString, text);
    QTEST(hasFitAlternatives(text), "isFit");
}

/// 0.05 is 0,05, and 2,048 is 2.048; and there is no number that the source does not have.
void TestTranslations::haveTheSameNumbers()
{
    for (const Message& message : messagesOf(read("bathyscope_vi.ts"))) {
        QString source = message.source;
        source.remove(QStringLiteral("ODC-By 1.0")); // a name
        QString swapped = source;
        for (QChar& c : swapped) {
            c = c == u'.' ? QChar(u',') : c == u',' ? QChar(u'.') : c;
        }
        const QString translation = message.translations.front();
        for (const QString& number : allOf("\\d+[.,]\\d+", swapped)) {
            QVERIFY2(hasWord(translation, number), qPrintable(message.source));
        }
        const QString words = QString(message.source).remove(QRegularExpression(QStringLiteral("%\\d")));
        for (const QString& number : allOf("(?<!%)\\d+", translation)) {
            QVERIFY2(words.contains(number), qPrintable(translation));
        }
        QVERIFY2(!translation.contains(u'\t'), qPrintable(translation));
    }
}

void TestTranslations::keepToTheGlossary_data()
{
    areCompleteAndFit_data();
}

void TestTranslations::keepToTheGlossary()
{
    QFETCH(const QString, file);
    const Glossary words = glossary();
    QStringList problems;
    for (const Message& message : messagesOf(read(file.toUtf8().constData()))) {
        for (const QString& translation : message.translations) {
            for (const HookElement element : {HookElement::Neuron, HookElement::Dimension}) {
                const QStringList found =
                    words.problemsOf(wordedFor(element, message.source), wordedFor(element, translation));
                if (!found.isEmpty()) {
                    problems += message.source + QStringLiteral("\n    ") + translation
                        + QStringLiteral("\n    ") + found.join(QStringLiteral("; "));
                }
            }
        }
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void TestTranslations::theGlossaryIsReadAsItIsMeant()
{
    const Glossary words = glossary();
    QVERIFY(words.numTerms() > 50);
    QVERIFY(words.never().contains(QStringLiteral("lớp")));
    QVERIFY(words.never().contains(QStringLiteral("thoả")));
}

void TestTranslations::seeEveryKindOfFault_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("translation");
    QTest::addColumn<QString>("problem"); ///< empty: none
    const auto row = [](const char* source, const char* translation, const char* problem) {
        QTest::newRow(translation) << QString::fromUtf8(source) << QString::fromUtf8(translation)
                                   << QString::fromUtf8(problem);
    };
    row("Layer %1", "Tầng %1", "");
    row("Layer %1", "Lớp %1", "layer is tầng");
    row("La&yers:", "&Lớp:", "never lớp");
    row("r within strata of frequency", "r trong từng tầng tần suất", "tầng is kept for layer");
    row("Mean activation", "Kích hoạt trung bình", "activation is hoạt hóa");
    row("Neurons per bin", "Nơ-ron mỗi khoảng", "bin is ngăn");
    row("about %1, %2", "khoảng %1, %2", "khoảng is kept for range");
    row("%1 reads the whole text", "%1 đọc the whole text", "English: whole");
    row("Tokens", "Token", "");
    row("Sample, 12 layers", "Sample, 12 layers", "English: Sample");
}

void TestTranslations::seeEveryKindOfFault()
{
    QFETCH(const QString, source);
    QFETCH(const QString, translation);
    QFETCH(const QString, problem);
    const QStringList found = glossary().problemsOf(source, translation);
    QVERIFY2(problem.isEmpty() ? found.isEmpty() : found.contains(problem),
             qPrintable(found.join(QStringLiteral("; "))));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_Translations.moc"
