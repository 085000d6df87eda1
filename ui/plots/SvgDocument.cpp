// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/SvgDocument.h"

#include "ui/plots/XmlText.h"

#include <QFont>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QHash>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

/// A number with at most two decimals: a hundredth of a pixel is finer than anything shows it.
QString shortNumber(double value)
{
    constexpr double hundredths = 100;
    const double rounded = std::round(value * hundredths) / hundredths;
    return QString::number(rounded == 0 ? 0 : rounded, 'g', 10); // no −0
}

/// Every decimal fraction of a list of points or a path, shortened.
QString shortNumbers(const QString& text)
{
    static const QRegularExpression fraction(QStringLiteral(R"(-?\d+\.\d{3,}(?:e-?\d+)?)"));
    QString shortened;
    shortened.reserve(text.size());
    qsizetype end = 0;
    for (auto found = fraction.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch number = found.next();
        shortened += QStringView(text).mid(end, number.capturedStart() - end);
        shortened += shortNumber(number.capturedView().toDouble());
        end = number.capturedEnd();
    }
    shortened += QStringView(text).mid(end);
    return shortened.trimmed();
}

/// Rewrites one drawing.
class SvgRewriter
{
public:
    SvgRewriter(QXmlStreamWriter& out, const SvgLabels& labels, QString id, bool isInline)
        : m_out(out)
        , m_labels(labels)
        , m_id(std::move(id))
        , m_isInline(isInline)
    {
    }

    void rewrite(const QByteArray& generated)
    {
        QXmlStreamReader in(xmlText(QString::fromUtf8(generated)));
        in.setNamespaceProcessing(false);
        while (!in.atEnd()) {
            switch (in.readNext()) {
            case QXmlStreamReader::StartElement:
                startElement(in.qualifiedName().toString(), in.attributes());
                break;
            case QXmlStreamReader::EndElement:
                endElement();
                break;
            case QXmlStreamReader::Characters:
                if (!m_open.empty()) {
                    m_open.back().text += in.text();
                }
                break;
            default:
                break;
            }
        }
        Q_ASSERT_X(!in.hasError(), "SvgRewriter", qPrintable(in.errorString()));
    }

private:
    struct Element
    {
        QString name;
        QXmlStreamAttributes attributes;
        QString text {};
        bool isWritten = false;
    };

    /// Only with what is in it; the generator's own title and description are empty.
    static bool isWrittenLater(const QString& name)
    {
        return name == QLatin1String("g") || name == QLatin1String("defs") || name == QLatin1String("text")
            || name == QLatin1String("title") || name == QLatin1String("desc");
    }

    void startElement(const QString& name, const QXmlStreamAttributes& attributes)
    {
        m_open.push_back({.name = name, .attributes = attributes});
        if (name == QLatin1String("svg")) {
            writeRoot();
        } else if (!isWrittenLater(name)) {
            writeOpen();
        }
    }

    void endElement()
    {
        const Element element = m_open.back();
        m_open.pop_back();
        if (element.isWritten) {
            m_out.writeEndElement();
        } else if (element.name == QLatin1String("text") && !element.text.isEmpty()) {
            writeOpen();
            writeText(element);
        }
    }

    /// What has been opened and not been written, because nothing was known to be inside.
    void writeOpen()
    {
        for (Element& element : m_open) {
            if (!element.isWritten) {
                element.isWritten = true;
                m_out.writeStartElement(element.name);
                for (const QXmlStreamAttribute& attribute : element.attributes) {
                    writeAttribute(element.name, attribute);
                }
            }
        }
    }

    void writeAttribute(const QString& element, const QXmlStreamAttribute& attribute)
    {
        const QString name = attribute.qualifiedName().toString();
        const QString value = attribute.value().toString();
        const bool isGroup = element == QLatin1String("g");
        const bool isSaidByText = isGroup && name.startsWith(QLatin1String("font-"));
        const bool isUsual = (name == QLatin1String("vector-effect") && value == QLatin1String("none"))
            || (name == QLatin1String("transform") && value == QLatin1String("matrix(1,0,0,1,0,0)"))
            || (isGroup && name.endsWith(QLatin1String("-opacity")) && value == QLatin1String("1"))
            || (name == QLatin1String("stroke-dashoffset") && value == QLatin1String("0"));
        if (isSaidByText || isUsual || name == QLatin1String("xml:space")) {
            return;
        }
        if (name == QLatin1String("id")) {
            m_out.writeAttribute(name, m_id + value);
        } else if (name == QLatin1String("points") || name == QLatin1String("d")) {
            m_out.writeAttribute(name, shortNumbers(value));
        } else if (name == QLatin1String("xlink:href") && m_isInline) {
            m_out.writeAttribute(QStringLiteral("href"), value); // pages know no other
        } else if (name == QLatin1String("image-rendering")) {
            m_out.writeAttribute(QStringLiteral("style"),
                                 QStringLiteral("image-rendering:pixelated")); // cells have edges
        } else {
            m_out.writeAttribute(name, withOwnIds(value));
        }
    }

    /// References such as url(#gradient1).
    [[nodiscard]] QString withOwnIds(QString value) const
    {
        return value.replace(QLatin1String("url(#"), QLatin1String("url(#") + m_id);
    }

    void writeRoot()
    {
        Element& root = m_open.back();
        root.isWritten = true;
        m_out.writeStartElement(QStringLiteral("svg"));
        m_out.writeAttribute(QStringLiteral("xmlns"), QStringLiteral("http://www.w3.org/2000/svg"));
        if (!m_isInline) {
            m_out.writeAttribute(QStringLiteral("xmlns:xlink"),
                                 QStringLiteral("http://www.w3.org/1999/xlink"));
            writeSide(QStringLiteral("width"), m_labels.millimetres.width(), root.attributes);
            writeSide(QStringLiteral("height"), m_labels.millimetres.height(), root.attributes);
        }
        m_out.writeAttribute(QStringLiteral("viewBox"),
                             root.attributes.value(QStringLiteral("viewBox")).toString());
        const QString title = m_id + QStringLiteral("title");
        const QString description = m_id + QStringLiteral("description");
        m_out.writeAttribute(QStringLiteral("role"), QStringLiteral("img"));
        m_out.writeAttribute(QStringLiteral("aria-labelledby"), title);
        if (!m_labels.description.isEmpty()) {
            m_out.writeAttribute(QStringLiteral("aria-describedby"), description);
        }
        writeLabel(QStringLiteral("title"), title, m_labels.title);
        writeLabel(QStringLiteral("desc"), description, m_labels.description);
        writeLabel(QStringLiteral("metadata"), {}, m_labels.provenance);
    }

    void writeSide(const QString& name, double millimetres, const QXmlStreamAttributes& generated)
    {
        m_out.writeAttribute(name,
                             millimetres > 0 ? QString::number(millimetres, 'g', 10) + QStringLiteral("mm")
                                             : generated.value(name).toString());
    }

    void writeLabel(const QString& element, const QString& id, const QString& text)
    {
        if (text.isEmpty()) {
            return;
        }
        m_out.writeStartElement(element);
        if (!id.isEmpty()) {
            m_out.writeAttribute(QStringLiteral("id"), id);
        }
        m_out.writeCharacters(xmlText(text));
        m_out.writeEndElement();
    }

    void writeText(const Element& element)
    {
        m_out.writeStartElement(element.name);
        const double width = widthOf(element.text, element.attributes);
        const bool isCentred = keepsItsMiddle(element.text);
        for (const QXmlStreamAttribute& attribute : element.attributes) {
            if (isCentred && attribute.qualifiedName() == QLatin1String("x")) {
                m_out.writeAttribute(QStringLiteral("x"),
                                     shortNumber(attribute.value().toDouble() + width / 2));
            } else {
                writeAttribute(element.name, attribute);
            }
        }
        if (isCentred) {
            m_out.writeAttribute(QStringLiteral("text-anchor"), QStringLiteral("middle"));
        }
        if (width > 0) {
            m_out.writeAttribute(QStringLiteral("textLength"), shortNumber(width));
            m_out.writeAttribute(QStringLiteral("lengthAdjust"), QStringLiteral("spacingAndGlyphs"));
        }
        // The attributes name the family that it was drawn with, for readers that take one only; the style,
        // which those do not understand and which comes before attributes elsewhere, what to take where that
        // is missing.
        QString style = fontOf(element.attributes);
        if (element.text != element.text.simplified()) {
            style += QStringLiteral(";white-space:pre");
        }
        m_out.writeAttribute(QStringLiteral("style"), style);
        m_out.writeCharacters(element.text);
        m_out.writeEndElement();
    }

    /// As CSS has it: "font:normal 400 12px 'DejaVu Sans', sans-serif".
    QString fontOf(const QXmlStreamAttributes& attributes)
    {
        const auto value = [&attributes](const char* name) {
            return attributes.value(QLatin1String(name)).toString();
        };
        return QStringLiteral("font:%1 %2 %3px %4")
            .arg(value("font-style").isEmpty() ? QStringLiteral("normal") : value("font-style"),
                 value("font-weight").isEmpty() ? QStringLiteral("400") : value("font-weight"),
                 value("font-size"), familiesLike(value("font-family")));
    }

    /// Not every reader stretches text to its textLength. In another font, numbers at ticks and what runs
    /// along an axis then stay where they are if it is their middle that has a place; all else begins there.
    [[nodiscard]] bool keepsItsMiddle(const QString& text) const
    {
        static const QRegularExpression number(QStringLiteral("^[0-9.,\u2212+%-]+$"));
        static const QRegularExpression upright(QStringLiteral(R"(^matrix\([^,]+,0,0,)"));
        const bool isTurned = std::ranges::any_of(m_open, [](const Element& element) {
            const auto transform = element.attributes.value(QLatin1String("transform"));
            return !transform.isEmpty() && !upright.match(transform.toString()).hasMatch();
        });
        return isTurned || number.match(text).hasMatch();
    }

    /// The font that was drawn with, and what comes near it on machines that do not have it.
    QString familiesLike(const QString& family)
    {
        QString& families = m_families[family];
        if (families.isEmpty()) {
            QStringList names {family, QFontInfo(QFont(family)).family(), QStringLiteral("DejaVu Sans"),
                               QStringLiteral("Verdana")};
            names.removeDuplicates();
            for (QString& name : names) {
                name = QLatin1Char('\'') + name.remove(QLatin1Char('\'')) + QLatin1Char('\'');
            }
            families = names.join(QLatin1String(", ")) + QLatin1String(", sans-serif");
        }
        return families;
    }

    /// In the font that the text was laid out with.
    static double widthOf(const QString& text, const QXmlStreamAttributes& attributes)
    {
        constexpr int measured = 1000; // pixels: hinting does not matter
        QFont font(attributes.value(QStringLiteral("font-family")).toString());
        font.setPixelSize(measured);
        font.setWeight(static_cast<QFont::Weight>(attributes.value(QStringLiteral("font-weight")).toInt()));
        font.setItalic(attributes.value(QStringLiteral("font-style")) == QLatin1String("italic"));
        font.setHintingPreference(QFont::PreferNoHinting);
        const double size = attributes.value(QStringLiteral("font-size")).toDouble();
        return QFontMetricsF(font).horizontalAdvance(text) * size / measured;
    }

    QXmlStreamWriter& m_out;
    const SvgLabels& m_labels;
    QString m_id;
    bool m_isInline;
    std::vector<Element> m_open;
    QHash<QString, QString> m_families;
};

} // namespace

QByteArray svgDocument(const QByteArray& generated, const SvgLabels& labels)
{
    QByteArray document;
    QXmlStreamWriter out(&document);
    out.writeStartDocument();
    SvgRewriter(out, labels, {}, false).rewrite(generated);
    out.writeEndDocument();
    return document;
}

void writeInlineSvg(QXmlStreamWriter& page, const QByteArray& generated, const SvgLabels& labels,
                    const QString& id)
{
    SvgRewriter(page, labels, id + QLatin1Char('-'), true).rewrite(generated);
}

} // namespace bathyscope::ui
