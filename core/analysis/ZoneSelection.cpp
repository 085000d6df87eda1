// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ZoneSelection.h"

#include "core/statistics/Segmentation.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace bathyscope {

namespace {

constexpr double explainedVariance = 0.9;

/// A fit cannot be better than this share of all variation: below it, rounding decides. (Layers that
/// are alike within each zone leave nothing over, and the logarithm of nothing would win for any k.)
constexpr double leastResidualShare = 1e-12;

/// Layers in the coordinates of their leading principal components, centred: [layers, components]. No
/// components where all layers are alike.
Eigen::MatrixXd principalScores(std::span<const QuantileFunction> layers)
{
    Eigen::MatrixXd centred(layers.size(), numQuantileLevels);
    for (Eigen::Index layer = 0; layer < centred.rows(); ++layer) {
        for (Eigen::Index level = 0; level < centred.cols(); ++level) {
            centred(layer, level) = layers[static_cast<std::size_t>(layer)][static_cast<std::size_t>(level)];
        }
    }
    const double size = centred.norm();
    const Eigen::RowVectorXd mean = centred.colwise().mean();
    centred.rowwise() -= mean;
    if (centred.norm() <= std::sqrt(leastResidualShare) * size) {
        return centred.leftCols(0);
    }
    // Plain rotations: the eigensolver would go through BLAS, whose threads cost more than matrices of 19
    // × 19.
    const Eigen::MatrixXd scatter = centred.transpose() * centred;
    const Eigen::JacobiSVD<Eigen::MatrixXd, Eigen::NoQRPreconditioner> solver(scatter, Eigen::ComputeFullV);
    const Eigen::VectorXd& variances = solver.singularValues(); // descending; of the components, times layers
    Eigen::Index numComponents = 0;
    double explained = 0;
    while (explained <= explainedVariance * variances.sum() && numComponents < variances.size()) {
        explained += variances(numComponents);
        ++numComponents;
    }
    return centred * solver.matrixV().leftCols(numComponents);
}

/// Squares left over in each component about the means of the zones: [components].
Eigen::ArrayXd residualsOfZones(const Eigen::MatrixXd& scores, const std::vector<std::size_t>& boundaries)
{
    Eigen::ArrayXd residuals = Eigen::ArrayXd::Zero(scores.cols());
    Eigen::Index begin = 0;
    for (std::size_t zone = 0; zone <= boundaries.size(); ++zone) {
        const Eigen::Index end =
            zone < boundaries.size() ? static_cast<Eigen::Index>(boundaries[zone]) : scores.rows();
        const Eigen::MatrixXd inside = scores.middleRows(begin, end - begin);
        const Eigen::RowVectorXd mean = inside.colwise().mean();
        residuals += (inside.rowwise() - mean).colwise().squaredNorm().transpose().array();
        begin = end;
    }
    return residuals;
}

/// Squares left over in each component about a line over depth: [components].
Eigen::ArrayXd residualsOfLine(const Eigen::MatrixXd& scores)
{
    const Eigen::VectorXd depth = Eigen::VectorXd::LinSpaced(scores.rows(), -1, 1); // mean 0, as the scores
    const Eigen::RowVectorXd slopes = depth.transpose() * scores / depth.squaredNorm();
    return (scores - depth * slopes).colwise().squaredNorm().transpose().array();
}

bool hasCriterion(std::size_t numLayers, std::size_t numMeans)
{
    return numLayers > numMeans + 3;
}

/// The criterion of selectZones. `residuals` [components], `numMeans` in each component.
double criterion(const Eigen::MatrixXd& scores, const Eigen::ArrayXd& residuals, std::size_t numMeans,
                 std::size_t numBoundaries)
{
    const auto numLayers = static_cast<double>(scores.rows());
    const double least = leastResidualShare * scores.squaredNorm();
    const double misfit = (residuals.max(least) / numLayers).log().sum() * numLayers;
    const auto numParameters = static_cast<double>(numMeans + 1); // and the variance
    const double corrected = numParameters * numLayers / (numLayers - numParameters - 2);
    return misfit
        + std::log(numLayers)
        * (static_cast<double>(scores.cols()) * corrected + 2 * static_cast<double>(numBoundaries));
}

} // namespace

ZoneSelection selectZones(std::span<const QuantileFunction> layers)
{
    std::vector<QuantileFunction> present;
    std::vector<std::size_t> depths; // which layer each one is
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        if (!layers[layer].empty()) {
            present.push_back(layers[layer]);
            depths.push_back(layer);
        }
    }
    ZoneSelection selection;
    if (present.size() < minZonedLayers) {
        return selection;
    }
    selection.pattern = DepthPattern::OneZone;
    const Eigen::MatrixXd scores = principalScores(present);
    selection.numComponents = static_cast<std::size_t>(scores.cols());
    if (scores.cols() == 0) {
        return selection;
    }
    const std::vector<Segmentation> segmentations = optimalSegmentations(present, maxZones);
    for (const Segmentation& zones : segmentations) {
        const std::size_t numZones = zones.boundaries.size() + 1;
        if (hasCriterion(present.size(), numZones)) {
            selection.zoneCriteria.push_back(criterion(scores, residualsOfZones(scores, zones.boundaries),
                                                       numZones, zones.boundaries.size()));
        }
    }
    selection.lineCriterion = criterion(scores, residualsOfLine(scores), 2, 0);
    const auto best = std::ranges::min_element(selection.zoneCriteria);
    const auto fewer = static_cast<std::size_t>(best - selection.zoneCriteria.begin());
    if (selection.lineCriterion < *best) {
        selection.pattern = DepthPattern::Gradual;
    } else if (fewer > 0) {
        selection.pattern = DepthPattern::Zones;
        for (const std::size_t boundary : segmentations[fewer].boundaries) {
            selection.boundaries.push_back(depths[boundary]);
        }
    }
    return selection;
}

} // namespace bathyscope
