// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AboutDialog.h"

#include "core/support/Version.h"
#include "ui/look/EmbeddedFiles.h"
#include "ui/look/Icons.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace bathyscope::ui {

namespace {

constexpr int iconSize = 64; // device-independent pixels, as all lengths here
constexpr int margin = 20;

} // namespace

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Bathyscope"));
    auto* picture = new QLabel(this);
    picture->setPixmap(programIcon().pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    auto* words = new QLabel(this);
    words->setWordWrap(true);
    words->setTextFormat(Qt::RichText);
    words->setText(
        QStringLiteral("<h2>Bathyscope %1</h2><p>%2</p><p>%3</p><p>%4</p>")
            .arg(
                QString::fromLatin1(programVersion),
                tr("A look into the depth of a language model: how its neurons respond to the length of the "
                   "words they read, layer by layer."),
                tr("Free software under the GNU General Public License, version 3 or later. It comes with no "
                   "warranty."),
                //: %1 is a list of names
                tr("Built on %1.")
                    .arg(QStringLiteral("Qt %1, QCustomPlot, libtorch, OpenBLAS, Eigen, PCRE2, "
                                        "OpenSSL, spdlog, JSON for Modern C++")
                             .arg(QString::fromLatin1(qVersion())))));
    auto* licence = new QPlainTextEdit(QString::fromUtf8(embeddedFile(QStringLiteral("LICENSE"))), this);
    licence->setReadOnly(true);
    licence->setLineWrapMode(QPlainTextEdit::NoWrap);
    licence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    licence->setAccessibleName(tr("Licence"));
    licence->setMinimumSize(620, 260);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* head = new QHBoxLayout;
    head->setSpacing(margin);
    head->addWidget(picture, 0, Qt::AlignTop);
    head->addWidget(words, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(margin - 4);
    layout->addLayout(head);
    layout->addWidget(licence, 1);
    layout->addWidget(buttons);
}

} // namespace bathyscope::ui
