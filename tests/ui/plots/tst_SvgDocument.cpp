// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/SvgDocument.h"
#include "ui/plots/XmlText.h"

#include <QTest>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <cmath>

using namespace bathyscope::ui;

class TestSvgDocument : public QObject
{
    Q_OBJECT

private slots:
    void replacesWhatXmlCannotHold_data();
    void replacesWhatXmlCannotHold();
    void isWellFormedWhateverTheNames();
    void saysWhatItIsAndWhereItComesFrom();
    void keepsTextAsTextOfItsWidth();
    void keepsTheMiddleOfNumbersAndOfTurnedText();
    void hasItsSizeOnPaper();
    void keepsTextOpaqueInATranslucentGroup();
    void namesFamiliesThatExistElsewhere();
    void dropsGroupsThatDrawNothing();
    void shortensNumbers();
    void standsInAPageWithIdsOfItsOwn();
};

namespace {

/// What Qt's generator writes, around `content`.
QByteArray generated(const QByteArray& content)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
           "<svg width=\"79.375mm\" height=\"52.9167mm\" viewBox=\"0 0 300 200\" "
           "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
           "version=\"1.2\" baseProfile=\"tiny\">\n<title></title>\n<desc></desc>\n<defs>\n</defs>\n"
           "<g fill=\"none\" stroke=\"black\">\n"
        + content + "</g>\n</svg>\n";
}

QByteArray text(const QByteArray& words)
{
    return "<g fill=\"none\" font-family=\"Sans\" font-size=\"12\">\n<text fill=\"#000000\" "
           "fill-opacity=\"1\" xml:space=\"preserve\" x=\"10\" y=\"20\" font-family=\"Sans\" "
           "font-size=\"12\" font-weight=\"400\" font-style=\"normal\" \n >"
        + words + "</text>\n</g>\n";
}

/// The first element of this name, and how many there are; none where the document is not well-formed.
struct Found
{
    QXmlStreamAttributes attributes;
    QString text; ///< its own, without its children's
    int count = 0;
};

Found find(const QByteArray& document, const QString& element)
{
    Found found;
    bool isInside = false;
    QXmlStreamReader reader(document);
    while (!reader.atEnd()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        if (token == QXmlStreamReader::Characters && isInside) {
            found.text += reader.text();
        } else if (token == QXmlStreamReader::StartElement && reader.name() == element) {
            isInside = found.count++ == 0;
            found.attributes = isInside ? reader.attributes() : found.attributes;
        } else {
            isInside = false;
        }
    }
    return reader.hasError() ? Found {} : found;
}

QString value(const Found& found, const char* attribute)
{
    return found.attributes.value(QString::fromLatin1(attribute)).toString();
}

} // namespace

void TestSvgDocument::replacesWhatXmlCannotHold_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("kept");
    QTest::newRow("plain") << QStringLiteral("r = −0.25, Đo, 日本") << QStringLiteral("r = −0.25, Đo, 日本");
    QTest::newRow("white space") << QStringLiteral("a\tb\nc\r") << QStringLiteral("a\tb\nc\r");
    QTest::newRow("control characters") << QStringLiteral("a") + QChar(1) + QChar(0) + QChar(0x1b)
                                        << QStringLiteral("a") + QString(3, QChar::ReplacementCharacter);
    QTest::newRow("what turns direction")
        << QString(QChar(0x202e)) + QStringLiteral("a") + QChar(0x2069)
        << QChar(QChar::ReplacementCharacter) + QStringLiteral("a") + QChar(QChar::ReplacementCharacter);
    QTest::newRow("a pair") << QString::fromUtf8("\xF0\x9F\x8C\x8A") << QString::fromUtf8("\xF0\x9F\x8C\x8A");
    QTest::newRow("halves of pairs") << QString(QChar(0xdc00)) + QChar(0xd83c) + QStringLiteral("x")
                                     << QString(2, QChar::ReplacementCharacter) + QStringLiteral("x");
    QTest::newRow("no characters") << QString(QChar(0xffff)) + QChar(0xfffe)
                                   << QString(2, QChar::ReplacementCharacter);
}

void TestSvgDocument::replacesWhatXmlCannotHold()
{
    QFETCH(const QString, given);
    QFETCH(const QString, kept);
    QCOMPARE(xmlText(given), kept);
}

void TestSvgDocument::isWellFormedWhateverTheNames()
{
    const QByteArray document = svgDocument(generated(text("a \x01 &lt;b&gt;")),
                                            {.title = QStringLiteral("T & <x> \"q\""),
                                             .description = QString(QChar(2)),
                                             .provenance = QStringLiteral("]]><script>")});
    QVERIFY(!document.contains("<script"));
    QCOMPARE(find(document, QStringLiteral("title")).text, QStringLiteral("T & <x> \"q\""));
    QCOMPARE(find(document, QStringLiteral("metadata")).text, QStringLiteral("]]><script>"));
    QCOMPARE(find(document, QStringLiteral("text")).text, QStringLiteral("a \ufffd <b>"));
}

void TestSvgDocument::saysWhatItIsAndWhereItComesFrom()
{
    const QByteArray document = svgDocument(generated(text("r")),
                                            {.title = QStringLiteral("Density"),
                                             .description = QStringLiteral("Words"),
                                             .provenance = QStringLiteral("Origin")});
    const Found root = find(document, QStringLiteral("svg"));
    QCOMPARE(value(root, "role"), QStringLiteral("img"));
    QCOMPARE(value(root, "viewBox"), QStringLiteral("0 0 300 200"));
    QCOMPARE(value(root, "width"), QStringLiteral("79.375mm"));
    const Found title = find(document, QStringLiteral("title"));
    QCOMPARE(title.text, QStringLiteral("Density"));
    QCOMPARE(value(root, "aria-labelledby"), value(title, "id"));
    const Found description = find(document, QStringLiteral("desc"));
    QCOMPARE(description.text, QStringLiteral("Words"));
    QCOMPARE(value(root, "aria-describedby"), value(description, "id"));
    QCOMPARE(find(document, QStringLiteral("metadata")).text, QStringLiteral("Origin"));
}

void TestSvgDocument::keepsTextAsTextOfItsWidth()
{
    const auto widthOf = [](const QByteArray& words) {
        const Found found = find(svgDocument(generated(text(words)), {}), QStringLiteral("text"));
        return found.text.toUtf8() == words ? value(found, "textLength").toDouble() : -1;
    };
    const double narrow = widthOf("iii");
    const double wide = widthOf("WWWWWW");
    QVERIFY2(narrow > 4 && narrow < 20, qPrintable(QString::number(narrow)));
    QVERIFY2(wide > 3 * narrow && wide < 100, qPrintable(QString::number(wide)));
}

/// Where a reader does not stretch text and has another font, numbers stay at their ticks and titles at the
/// middle of their axis.
void TestSvgDocument::keepsTheMiddleOfNumbersAndOfTurnedText()
{
    const auto textOf = [](const QByteArray& content) {
        return find(svgDocument(generated(content), {}), QStringLiteral("text"));
    };
    const auto isCentred = [](const Found& found) {
        const double middle = 10 + value(found, "textLength").toDouble() / 2;
        return value(found, "text-anchor") == QLatin1String("middle")
            && std::abs(value(found, "x").toDouble() - middle) < 0.02;
    };
    QVERIFY(isCentred(textOf(text("0.25"))));
    QVERIFY(isCentred(textOf(text("\u2212"
                                  "1,250"))));
    QVERIFY(isCentred(textOf("<g transform=\"matrix(0,-1,1,0,5,252)\">" + text("Layer") + "</g>")));
    for (const QByteArray& begun :
         {text("Layer"), QByteArray("<g transform=\"matrix(1,0,0,1,206,0)\">" + text("3 layers") + "</g>")}) {
        const Found found = textOf(begun);
        QCOMPARE(value(found, "x"), QStringLiteral("10"));
        QVERIFY(!found.attributes.hasAttribute(QStringLiteral("text-anchor")));
    }
}

void TestSvgDocument::hasItsSizeOnPaper()
{
    const Found root =
        find(svgDocument(generated(text("r")),
                         {.title = {}, .description = {}, .provenance = {}, .millimetres = {85, 63.75}}),
             QStringLiteral("svg"));
    QCOMPARE(value(root, "width"), QStringLiteral("85mm"));
    QCOMPARE(value(root, "height"), QStringLiteral("63.75mm"));
}

void TestSvgDocument::keepsTextOpaqueInATranslucentGroup()
{
    const QByteArray document = svgDocument(
        generated("<g fill=\"#0000ff\" fill-opacity=\"0.282353\"><text fill=\"#000000\" fill-opacity=\"1\" "
                  "x=\"1\" y=\"2\" font-family=\"Sans\" font-size=\"12\" font-weight=\"400\">n</text></g>"),
        {});
    QCOMPARE(value(find(document, QStringLiteral("text")), "fill-opacity"), QStringLiteral("1"));
}

void TestSvgDocument::namesFamiliesThatExistElsewhere()
{
    const Found found = find(svgDocument(generated(text("r")), {}), QStringLiteral("text"));
    const QString style = value(found, "style");
    QVERIFY2(style.startsWith(QStringLiteral("font:normal 400 12px 'Sans', ")), qPrintable(style));
    QVERIFY2(style.endsWith(QStringLiteral(", sans-serif")), qPrintable(style));
    QCOMPARE(value(found, "font-family"), QStringLiteral("Sans")); // for readers that take one only
}

void TestSvgDocument::dropsGroupsThatDrawNothing()
{
    const QByteArray document = svgDocument(
        generated("<g fill=\"none\" transform=\"matrix(1,0,0,1,0,0)\">\n</g>\n<g stroke=\"red\" "
                  "stroke-opacity=\"1\" transform=\"matrix(1,0,0,1,0,0)\" font-size=\"12\">\n<rect x=\"1\" "
                  "y=\"2\" width=\"3\" height=\"4\"/>\n</g>\n"),
        {});
    QCOMPARE(find(document, QStringLiteral("g")).count, 2); // the outermost one and the red one
    QCOMPARE(find(document, QStringLiteral("rect")).count, 1);
    QVERIFY(document.contains("<g stroke=\"red\"><rect"));
    QCOMPARE(find(document, QStringLiteral("defs")).count, 0);
}

void TestSvgDocument::shortensNumbers()
{
    const QByteArray document =
        svgDocument(generated("<polyline points=\"1.23456,2 33.3333,44.5 -0.001,1e-05 \"/>"
                              "<path d=\"M1.23456,2 L-3.999,7\"/>"),
                    {});
    QCOMPARE(value(find(document, QStringLiteral("polyline")), "points"),
             QStringLiteral("1.23,2 33.33,44.5 0,1e-05"));
    QCOMPARE(value(find(document, QStringLiteral("path")), "d"), QStringLiteral("M1.23,2 L-4,7"));
}

void TestSvgDocument::standsInAPageWithIdsOfItsOwn()
{
    const QByteArray drawing =
        generated("<linearGradient id=\"gradient1\"/><g fill=\"url(#gradient1)\"><image "
                  "xlink:href=\"data:image/png;base64,AAAA\" image-rendering=\"optimizeSpeed\"/></g>");
    QByteArray page;
    QXmlStreamWriter writer(&page);
    writer.writeStartElement(QStringLiteral("figure"));
    writeInlineSvg(writer, drawing, {.title = QStringLiteral("T"), .description = {}, .provenance = {}},
                   QStringLiteral("heatmap"));
    writer.writeEndElement();
    QCOMPARE(value(find(page, QStringLiteral("linearGradient")), "id"), QStringLiteral("heatmap-gradient1"));
    QVERIFY(page.contains("fill=\"url(#heatmap-gradient1)\""));
    const Found image = find(page, QStringLiteral("image"));
    QCOMPARE(value(image, "href"), QStringLiteral("data:image/png;base64,AAAA"));
    QCOMPARE(value(image, "style"), QStringLiteral("image-rendering:pixelated"));
    const Found root = find(page, QStringLiteral("svg"));
    QVERIFY(!root.attributes.hasAttribute(QStringLiteral("width")));
    QCOMPARE(value(root, "aria-labelledby"), QStringLiteral("heatmap-title"));
    QVERIFY(!root.attributes.hasAttribute(QStringLiteral("aria-describedby")));
    QVERIFY(!page.contains("xlink"));
}

QTEST_MAIN(TestSvgDocument)
#include "tst_SvgDocument.moc"
