// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FindingCard.h"

#include "ui/look/Icons.h"
#include "ui/words/FindingWords.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace bathyscope::ui {

namespace {

constexpr int padding = 12; // device-independent pixels, as all lengths here
constexpr int gap = 8;
constexpr int iconSize = 18;

QLabel* makeText(const char* role)
{
    auto* label = new QLabel;
    label->setProperty("role", QString::fromLatin1(role));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // names of tables may look like markup
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

FindingCard::FindingCard(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_title(makeText("title"))
    , m_verdict(makeText("title"))
    , m_sentence(makeText(""))
    , m_control(makeText("secondary"))
    , m_show(new QPushButton(tr("Show")))
{
    setObjectName(QStringLiteral("card"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(false);
    connect(m_show, &QPushButton::clicked, this, [this] { emit viewRequested(m_viewId); });

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(padding, padding, padding, padding);
    layout->setHorizontalSpacing(gap);
    layout->setVerticalSpacing(gap / 2);
    layout->addWidget(m_icon, 0, 0, Qt::AlignVCenter);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_verdict, 0, 2);
    layout->addWidget(m_show, 0, 3);
    layout->addWidget(m_sentence, 1, 1, 1, 3);
    layout->addWidget(m_control, 2, 1, 1, 3);
    layout->setColumnStretch(1, 1);
}

void FindingCard::setFinding(const Finding& finding, const QString& viewTitle,
                             std::optional<FindingVerdict> ofControl)
{
    m_title->setText(findingTitle(finding));
    m_verdict->setText(verdictWord(finding.verdict));
    m_sentence->setText(findingSentence(finding));
    //: %1 is a verdict such as "fails"
    m_control->setText(ofControl ? tr("Random weights: %1").arg(verdictWord(*ofControl)) : QString());
    m_control->setVisible(ofControl.has_value());
    m_shownVerdict = finding.verdict;
    drawIcon();

    m_viewId = QString::fromLatin1(finding.view.data(), static_cast<qsizetype>(finding.view.size()));
    m_show->setVisible(!viewTitle.isEmpty());
    if (!viewTitle.isEmpty()) {
        //: %1 is the name of a view
        m_show->setToolTip(tr("Brings the view %1 to the front.").arg(viewTitle));
        //: what a screen reader says: %1 is the name of a view, %2 a claim
        m_show->setAccessibleName(tr("Show %1: %2").arg(viewTitle, m_title->text()));
    }
    setAccessibleName(text());
}

QString FindingCard::text() const
{
    //: a claim and the verdict on it
    QString lines = tr("%1: %2").arg(m_title->text(), m_verdict->text()) + u'\n' + m_sentence->text();
    if (!m_control->text().isEmpty()) {
        lines += u'\n' + m_control->text();
    }
    return lines;
}

void FindingCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

void FindingCard::drawIcon()
{
    const VerdictSign sign = verdictSign(m_shownVerdict);
    m_icon->setPixmap(icon(QString::fromLatin1(sign.iconName), sign.color)
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace bathyscope::ui
