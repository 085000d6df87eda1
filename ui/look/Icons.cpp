// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Icons.h"

#include "ui/look/EmbeddedFiles.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace bathyscope::ui {

namespace {

class MonochromeIcon final : public QIconEngine
{
public:
    MonochromeIcon(QString name, ThemeColor color)
        : m_name(std::move(name))
        , m_color(color)
    {
    }

    [[nodiscard]] QIconEngine* clone() const override
    {
        return new MonochromeIcon(m_name, m_color);
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatio();
        QPixmap drawn = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        drawn.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, drawn);
    }

    [[nodiscard]] QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const QColor color = colorOf(mode);
        const QString cacheKey = QStringLiteral("bathyscope-icon/%1/%2x%3/%4")
                                     .arg(m_name)
                                     .arg(size.width())
                                     .arg(size.height())
                                     .arg(color.rgba());
        QPixmap result;
        if (!QPixmapCache::find(cacheKey, &result)) {
            result = draw(size, color);
            QPixmapCache::insert(cacheKey, result);
        }
        return result;
    }

    [[nodiscard]] QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                       qreal /*scale*/) override
    {
        return pixmap(size, mode, state);
    }

private:
    [[nodiscard]] QColor colorOf(QIcon::Mode mode) const
    {
        switch (mode) {
        case QIcon::Disabled:
            return themeColor(ThemeColor::Disabled);
        case QIcon::Selected:
            return themeColor(ThemeColor::OnAccent);
        default:
            return themeColor(m_color);
        }
    }

    [[nodiscard]] QPixmap draw(const QSize& size, const QColor& color) const
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QSvgRenderer renderer(embeddedFile(QStringLiteral("icons/%1.svg").arg(m_name)));
        QPainter painter(&result);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(result.rect(), color);
        return result;
    }

    QString m_name;
    ThemeColor m_color;
};

} // namespace

QIcon icon(const QString& name, ThemeColor color)
{
    return QIcon(new MonochromeIcon(name, color));
}

QIcon programIcon()
{
    QSvgRenderer renderer(embeddedFile(QStringLiteral("bathyscope.svg")));
    QIcon result;
    for (const int size : {16, 32, 48, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, size, size));
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace bathyscope::ui
