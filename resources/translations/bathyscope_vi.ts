<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>CompareDepthPlotData</name>
    <message>
        <source>Relative depth, from the first layer to the last</source>
        <translation>Độ sâu tương đối, từ tầng đầu đến tầng cuối</translation>
    </message>
    <message>
        <source>%1: Spearman&apos;s ρ over depth %2</source>
        <extracomment>%1 is what is drawn, %2 how alike its course is in two runs</extracomment>
        <translation>%1: ρ Spearman theo độ sâu bằng %2</translation>
    </message>
    <message>
        <source>How far the distributions of r of %1 and %2 are apart</source>
        <extracomment>%1 and %2 are names of runs</extracomment>
        <translation>Khoảng cách giữa phân bố r của %1 và của %2</translation>
    </message>
    <message>
        <source>Wasserstein-1 distance</source>
        <translation>Khoảng cách Wasserstein-1</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Khoảng cách</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>Sàn nhiễu</translation>
    </message>
    <message>
        <source>Median of r</source>
        <translation>Trung vị của r</translation>
    </message>
    <message>
        <source>Interquartile range of r</source>
        <translation>Khoảng tứ phân vị của r</translation>
    </message>
    <message>
        <source>%1: zones, and the median of r with its 95 % interval</source>
        <extracomment>%1 is the name of a run</extracomment>
        <translation>%1: các vùng, và trung vị của r với khoảng tin cậy 95 %</translation>
    </message>
    <message>
        <source>%1 (%2): dip over depth</source>
        <extracomment>%1 a group of tokens, %2 a unit of observation</extracomment>
        <translation>%1 (%2): dip theo độ sâu</translation>
    </message>
    <message>
        <source>Dip</source>
        <extracomment>Hartigan&apos;s dip statistic</extracomment>
        <translation>Dip</translation>
    </message>
    <message>
        <source>A single peak is not rejected</source>
        <translation>Không bác bỏ giả thuyết một đỉnh</translation>
    </message>
    <message>
        <source>r as it is, and dashed: %1</source>
        <extracomment>%1 is how frequency is held constant</extracomment>
        <translation>r thô, và nét đứt: %1</translation>
    </message>
    <message>
        <source>held · %1</source>
        <extracomment>in a legend: r of the run %1 with frequency held constant</extracomment>
        <translation>cố định · %1</translation>
    </message>
    <message>
        <source>By chance</source>
        <extracomment>what would be found where there is nothing</extracomment>
        <translation>Do ngẫu nhiên</translation>
    </message>
    <message>
        <source>Median of r over {neurons|dimensions}</source>
        <translation>Trung vị của r trên các {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} that respond to length beyond frequency</source>
        <translation>{Nơ-ron|Chiều} đáp ứng với độ dài ngoài ảnh hưởng của tần suất</translation>
    </message>
    <message>
        <source>Share of {neurons|dimensions}</source>
        <translation>Tỉ lệ {nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>ComparePlotData</name>
    <message>
        <source>Correlation r of activation with token length</source>
        <translation>Tương quan r giữa hoạt hóa và độ dài token</translation>
    </message>
    <message>
        <source>%1 less %2</source>
        <extracomment>%1 and %2 are names of runs</extracomment>
        <translation>%1 trừ %2</translation>
    </message>
    <message>
        <source>Layer of %1</source>
        <extracomment>%1 is the name of a run</extracomment>
        <translation>Tầng của %1</translation>
    </message>
    <message>
        <source>Difference of densities</source>
        <translation>Hiệu mật độ</translation>
    </message>
    <message>
        <source>%1, random weights</source>
        <extracomment>name of a model whose weights are random</extracomment>
        <translation>%1, trọng số ngẫu nhiên</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>a run: %1 its model, %2 what it does not share with another run of that model</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 (first)</source>
        <extracomment>the first of two runs of one model and text</extracomment>
        <translation>%1 (thứ nhất)</translation>
    </message>
    <message>
        <source>%1 (second)</source>
        <extracomment>the second of two runs of one model and text</extracomment>
        <translation>%1 (thứ hai)</translation>
    </message>
    <message>
        <source>At relative depth %1</source>
        <extracomment>%1 is a relative depth, 0 to 1</extracomment>
        <translation>Ở độ sâu tương đối %1</translation>
    </message>
    <message>
        <source>Density of {neurons|dimensions} over r</source>
        <translation>Mật độ {nơ-ron|các chiều} theo r</translation>
    </message>
</context>
<context>
    <name>CompareText</name>
    <message>
        <source>%1 (95 %: %2 to %3)</source>
        <extracomment>a distance with its confidence interval</extracomment>
        <translation>%1 (95 %: %2 đến %3)</translation>
    </message>
    <message>
        <source>%1 (95 %: %2 to %3; noise floor %4)</source>
        <extracomment>a distance with its confidence interval, and what noise alone would make of it</extracomment>
        <translation>%1 (95 %: %2 đến %3; sàn nhiễu %4)</translation>
    </message>
    <message>
        <source>In these two runs, the distributions of r differ by no more than noise at any of %1 depths; they are furthest apart at relative depth %2: %3.</source>
        <extracomment>%1 a number of depths, %2 a relative depth, %3 a distance with its interval</extracomment>
        <translation>Trong hai lượt chạy này, các phân bố r không khác nhau quá mức nhiễu ở độ sâu nào trong %1 độ sâu; chúng cách xa nhau nhất ở độ sâu tương đối %2: %3.</translation>
    </message>
    <message>
        <source>In these two runs, the distributions of r differ by more than noise at %1 of %2 depths; they are furthest apart at relative depth %3: %4.</source>
        <extracomment>%1 of %2 depths, %3 a relative depth, %4 a distance with its interval</extracomment>
        <translation>Trong hai lượt chạy này, các phân bố r khác nhau quá mức nhiễu ở %1 trong %2 độ sâu; chúng cách xa nhau nhất ở độ sâu tương đối %3: %4.</translation>
    </message>
    <message>
        <source>not defined</source>
        <extracomment>of a correlation that does not exist</extracomment>
        <translation>không xác định</translation>
    </message>
    <message>
        <source>%1 of %2 layers</source>
        <extracomment>%1 finished layers of %2</extracomment>
        <translation>%1 trong %2 tầng</translation>
    </message>
    <message>
        <source>The texts differ, though both are called %1.</source>
        <translation>Hai văn bản khác nhau, dù cùng tên %1.</translation>
    </message>
    <message>
        <source>The texts differ: %1 and %2.</source>
        <translation>Hai văn bản khác nhau: %1 và %2.</translation>
    </message>
    <message>
        <source>The runs read different numbers of tokens: %1 and %2.</source>
        <translation>Hai lượt chạy đọc số token khác nhau: %1 và %2.</translation>
    </message>
    <message>
        <source>The windows are differently long: %1 and %2 tokens.</source>
        <translation>Các cửa sổ dài khác nhau: %1 và %2 token.</translation>
    </message>
    <message>
        <source>Activations were read at different places: %1 and %2.</source>
        <translation>Hoạt hóa được đọc ở hai chỗ khác nhau: %1 và %2.</translation>
    </message>
    <message>
        <source>Different tokens count, or their lengths are counted differently: spaces before words, first tokens or line breaks.</source>
        <translation>Không cùng những token được tính, hoặc độ dài của chúng được đếm khác nhau: dấu cách trước từ, token đầu tiên hoặc dấu xuống dòng.</translation>
    </message>
    <message>
        <source>Frequencies of tokens come from different sources.</source>
        <translation>Tần suất token lấy từ những nguồn khác nhau.</translation>
    </message>
    <message>
        <source>One of the models has random weights: it is a control.</source>
        <translation>Một trong hai mô hình có trọng số ngẫu nhiên: đó là đối chứng.</translation>
    </message>
    <message>
        <source>Not all layers are there: %1 and %2.</source>
        <translation>Chưa đủ các tầng: %1 và %2.</translation>
    </message>
    <message>
        <source>The runs have no finished layers at one relative depth yet.</source>
        <translation>Hai lượt chạy chưa có tầng nào xong ở cùng một độ sâu tương đối.</translation>
    </message>
    <message>
        <source>There are too few depths to tell whether both take the same course.</source>
        <translation>Quá ít độ sâu để biết hai bên có diễn biến như nhau không.</translation>
    </message>
    <message>
        <source>Course over depth, Spearman&apos;s ρ: medians %1, interquartile ranges %2.</source>
        <extracomment>rank correlations of two runs</extracomment>
        <translation>Diễn biến theo độ sâu, ρ Spearman: trung vị %1, khoảng tứ phân vị %2.</translation>
    </message>
    <message>
        <source>%1: zones are found when the run ends.</source>
        <translation>%1: các vùng được tìm khi lượt chạy kết thúc.</translation>
    </message>
    <message>
        <source>%1: zones were not looked for, since the run did not end by itself.</source>
        <translation>%1: không tìm vùng, vì lượt chạy không tự kết thúc.</translation>
    </message>
    <message>
        <source>%1: gradual change, no zones.</source>
        <translation>%1: thay đổi dần dần, không có vùng.</translation>
    </message>
    <message>
        <source>%1: too few layers to tell zones apart.</source>
        <translation>%1: quá ít tầng để phân biệt các vùng.</translation>
    </message>
    <message>
        <source>%1: one zone.</source>
        <translation>%1: một vùng.</translation>
    </message>
    <message>
        <source>%1: %2 zones, with boundaries at relative depth %3.</source>
        <extracomment>%1 a run, %2 a number of zones, %3 a list of depths</extracomment>
        <translation>%1: %2 vùng, ranh giới ở độ sâu tương đối %3.</translation>
    </message>
    <message>
        <source>Relative depth %1</source>
        <extracomment>%1 a relative depth</extracomment>
        <translation>Độ sâu tương đối %1</translation>
    </message>
    <message>
        <source>layer %1 of %2, %3 of %4</source>
        <extracomment>%1 a layer of the run %2, %3 a place between two layers of the run %4</extracomment>
        <translation>tầng %1 của %2, %3 của %4</translation>
    </message>
    <message>
        <source>distance %1</source>
        <extracomment>%1 a distance with its interval</extracomment>
        <translation>khoảng cách %1</translation>
    </message>
    <message>
        <source>median r %1 and %2</source>
        <translation>trung vị r %1 và %2</translation>
    </message>
    <message>
        <source>interquartile range %1 and %2</source>
        <translation>khoảng tứ phân vị %1 và %2</translation>
    </message>
    <message>
        <source>Shorter tokens</source>
        <translation>Token ngắn hơn</translation>
    </message>
    <message>
        <source>Tokens of median length</source>
        <translation>Token dài bằng trung vị</translation>
    </message>
    <message>
        <source>Longer tokens</source>
        <translation>Token dài hơn</translation>
    </message>
    <message>
        <source>%1 (%2): a single peak is rejected in %3 of the layers of %4 and in %5 of those of %6. Filled points reject it, rings do not.</source>
        <extracomment>%1 a group of tokens, %2 a unit of observation, %3 and %5 percentages, %4 and %6 names of runs</extracomment>
        <translation>%1 (%2): giả thuyết một đỉnh bị bác bỏ ở %3 số tầng của %4 và ở %5 số tầng của %6. Điểm đặc là bác bỏ, vòng tròn rỗng là không.</translation>
    </message>
    <message>
        <source>Without permutations it is not tested.</source>
        <translation>Không hoán vị thì không kiểm định được.</translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation>%1 của %2, %3 của %4</translation>
    </message>
    <message>
        <source>Windows end with documents in one of the runs only; in the other, some have words of two documents.</source>
        <translation>Chỉ ở một trong hai lượt chạy các cửa sổ kết thúc theo tài liệu; ở lượt kia, có cửa sổ chứa từ của hai tài liệu.</translation>
    </message>
    <message>
        <source>In these two runs, the distributions of r are furthest apart at relative depth %1: %2. Without r of two halves of the text, nothing tells how much of that is noise.</source>
        <extracomment>%1 a relative depth, %2 a distance with its interval</extracomment>
        <translation>Trong hai lượt chạy này, các phân bố r cách xa nhau nhất ở độ sâu tương đối %1: %2. Không có r của hai nửa văn bản thì không biết được bao nhiêu trong đó là nhiễu.</translation>
    </message>
    <message>
        <source>%1 permutations, q &lt; %2</source>
        <extracomment>%1 a number of permutations, %2 a rate of false discoveries</extracomment>
        <translation>%1 hoán vị, q &lt; %2</translation>
    </message>
    <message>
        <source>The models computed in different precisions: %1 and %2.</source>
        <translation>Hai mô hình tính với độ chính xác khác nhau: %1 và %2.</translation>
    </message>
    <message>
        <source>Length was tested differently, which discoveries depend on: %1; %2.</source>
        <translation>Độ dài được kiểm định theo cách khác nhau, mà các phát hiện phụ thuộc vào đó: %1; %2.</translation>
    </message>
    <message>
        <source>Some activations of these runs are not finite (NaN or infinity): what is compared is without them.</source>
        <translation>Một số giá trị hoạt hóa của hai lượt chạy này không hữu hạn (NaN hoặc vô cực): phép so sánh không tính chúng.</translation>
    </message>
    <message>
        <source>With frequency held constant, r keeps %1 of its size in %2 and %3 in %4 (median |r| over {neurons|dimensions}).</source>
        <extracomment>%1 and %3 percentages, %2 and %4 names of runs</extracomment>
        <translation>Khi giữ cố định tần suất, r còn %1 độ lớn ở %2 và %3 ở %4 (trung vị |r| trên các {nơ-ron|chiều}).</translation>
    </message>
    <message>
        <source>%1 and %2 of the {neurons|dimensions} respond to length beyond frequency, where 5 % would by chance.</source>
        <extracomment>percentages of neurons, in the first and the second run</extracomment>
        <translation>%1 và %2 số {nơ-ron|chiều} đáp ứng với độ dài ngoài ảnh hưởng của tần suất, trong khi do ngẫu nhiên sẽ là 5 %.</translation>
    </message>
</context>
<context>
    <name>ComparisonMeasures</name>
    <message>
        <source>Size</source>
        <translation>Kích thước</translation>
    </message>
    <message>
        <source>r over depth</source>
        <translation>r theo độ sâu</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Khoảng cách</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Các vùng</translation>
    </message>
    <message>
        <source>Layers that reject a single peak</source>
        <translation>Các tầng bác bỏ một đỉnh</translation>
    </message>
    <message>
        <source>Length or frequency</source>
        <translation>Độ dài hay tần suất</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Các tầng</translation>
    </message>
    <message>
        <source>Layers of the run.</source>
        <translation>Số tầng của lượt chạy.</translation>
    </message>
    <message>
        <source>Finished layers</source>
        <translation>Tầng đã xong</translation>
    </message>
    <message>
        <source>Of these, the ones that are finished; all else is about them.</source>
        <translation>Trong đó, số tầng đã xong; mọi số liệu khác là về chúng.</translation>
    </message>
    <message>
        <source>Width of the hook point.</source>
        <translation>Độ rộng của điểm móc.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Tokens that the model has read.</source>
        <translation>Số token mô hình đã đọc.</translation>
    </message>
    <message>
        <source>Median of r, first layer</source>
        <translation>Trung vị của r, tầng đầu</translation>
    </message>
    <message>
        <source>Median of r, inner layers</source>
        <translation>Trung vị của r, các tầng giữa</translation>
    </message>
    <message>
        <source>Median of the medians of all layers but the first and the last.</source>
        <translation>Trung vị của các trung vị ở mọi tầng trừ tầng đầu và tầng cuối.</translation>
    </message>
    <message>
        <source>Median of r, last layer</source>
        <translation>Trung vị của r, tầng cuối</translation>
    </message>
    <message>
        <source>Interquartile range of r, first layer</source>
        <translation>Khoảng tứ phân vị của r, tầng đầu</translation>
    </message>
    <message>
        <source>Interquartile range of r, inner layers</source>
        <translation>Khoảng tứ phân vị của r, các tầng giữa</translation>
    </message>
    <message>
        <source>Median of the interquartile ranges of all layers but the first and the last.</source>
        <translation>Trung vị của các khoảng tứ phân vị ở mọi tầng trừ tầng đầu và tầng cuối.</translation>
    </message>
    <message>
        <source>Interquartile range of r, last layer</source>
        <translation>Khoảng tứ phân vị của r, tầng cuối</translation>
    </message>
    <message>
        <source>Last layer&apos;s range beside the inner ones&apos;</source>
        <translation>Khoảng tứ phân vị của tầng cuối so với các tầng giữa</translation>
    </message>
    <message>
        <source>Interquartile range of the last layer divided by that of the inner layers: below 1, r is compressed in the end.</source>
        <translation>Khoảng tứ phân vị của tầng cuối chia cho của các tầng giữa: dưới 1 thì r bị nén ở cuối.</translation>
    </message>
    <message>
        <source>Course of the medians, Spearman&apos;s ρ</source>
        <translation>Diễn biến trung vị, ρ Spearman</translation>
    </message>
    <message>
        <source>Rank correlation over depth of the two runs&apos; medians of r: 1 where both rise and fall together.</source>
        <translation>Tương quan hạng theo độ sâu giữa trung vị r của hai lượt chạy: bằng 1 khi cùng tăng cùng giảm.</translation>
    </message>
    <message>
        <source>Course of the interquartile ranges, Spearman&apos;s ρ</source>
        <translation>Diễn biến khoảng tứ phân vị, ρ Spearman</translation>
    </message>
    <message>
        <source>Rank correlation over depth of the two runs&apos; interquartile ranges of r.</source>
        <translation>Tương quan hạng theo độ sâu giữa khoảng tứ phân vị của r ở hai lượt chạy.</translation>
    </message>
    <message>
        <source>Mean distance</source>
        <translation>Khoảng cách trung bình</translation>
    </message>
    <message>
        <source>Mean over depth of the Wasserstein-1 distance between the two runs&apos; distributions of r.</source>
        <translation>Trung bình theo độ sâu của khoảng cách Wasserstein-1 giữa phân bố r của hai lượt chạy.</translation>
    </message>
    <message>
        <source>Mean noise floor</source>
        <translation>Sàn nhiễu trung bình</translation>
    </message>
    <message>
        <source>Mean over depth of the distance of two texts of this length on one model, from odd against even windows.</source>
        <translation>Trung bình theo độ sâu của khoảng cách giữa hai văn bản dài như thế trên cùng mô hình, tính từ cửa sổ lẻ so với chẵn.</translation>
    </message>
    <message>
        <source>Depths beyond noise</source>
        <translation>Độ sâu vượt nhiễu</translation>
    </message>
    <message>
        <source>Share of depths at which the distance&apos;s 95 % interval lies above the noise floor.</source>
        <translation>Tỉ lệ độ sâu mà khoảng tin cậy 95 % của khoảng cách nằm trên sàn nhiễu.</translation>
    </message>
    <message>
        <source>Largest distance</source>
        <translation>Khoảng cách lớn nhất</translation>
    </message>
    <message>
        <source>Distance where the two runs are furthest apart.</source>
        <translation>Khoảng cách ở nơi hai lượt chạy xa nhau nhất.</translation>
    </message>
    <message>
        <source>Relative depth of the largest distance</source>
        <translation>Độ sâu tương đối của khoảng cách lớn nhất</translation>
    </message>
    <message>
        <source>0 is the first layer, 1 the last.</source>
        <translation>0 là tầng đầu, 1 là tầng cuối.</translation>
    </message>
    <message>
        <source>Functional zones of the run; none where r changes gradually or the layers are too few.</source>
        <translation>Các vùng chức năng của lượt chạy; không có khi r thay đổi dần dần hoặc quá ít tầng.</translation>
    </message>
    <message>
        <source>Stability of the zones</source>
        <translation>Độ ổn định của các vùng</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>Ranh giới</translation>
    </message>
    <message>
        <source>Relative depths, half a layer before each new zone.</source>
        <translation>Độ sâu tương đối, nửa tầng trước mỗi vùng mới.</translation>
    </message>
    <message>
        <source>Shorter tokens: token</source>
        <translation>Token ngắn hơn: token</translation>
    </message>
    <message>
        <source>Tokens of median length: token</source>
        <translation>Token dài bằng trung vị: token</translation>
    </message>
    <message>
        <source>Longer tokens: token</source>
        <translation>Token dài hơn: token</translation>
    </message>
    <message>
        <source>Share of layers in which the activations of these tokens, counted in this unit of observation, are bimodal or multimodal.</source>
        <translation>Tỉ lệ tầng mà hoạt hóa của các token này, đếm theo đơn vị quan sát này, có hai đỉnh hoặc nhiều đỉnh.</translation>
    </message>
    <message>
        <source>r of length and frequency</source>
        <translation>r giữa độ dài và tần suất</translation>
    </message>
    <message>
        <source>How closely length and frequency go together in the run&apos;s tokens.</source>
        <translation>Độ dài và tần suất đi cùng nhau chặt đến đâu trong các token của lượt chạy.</translation>
    </message>
    <message>
        <source>Size of r</source>
        <translation>Độ lớn của r</translation>
    </message>
    <message>
        <source>Size of r given frequency</source>
        <translation>Độ lớn của r khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Size of r within strata of frequency</source>
        <translation>Độ lớn của r trong các nhóm tần suất</translation>
    </message>
    <message>
        <source>Size that survives frequency</source>
        <translation>Độ lớn còn lại khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Size of r given frequency beside that of r as it is.</source>
        <translation>Độ lớn của r khi giữ cố định tần suất so với của r thô.</translation>
    </message>
    <message>
        <source>Discoveries</source>
        <translation>Phát hiện</translation>
    </message>
    <message>
        <source>Discoveries beyond frequency</source>
        <translation>Phát hiện ngoài tần suất</translation>
    </message>
    <message>
        <source>Of the discoveries, those beyond frequency; more than 5 % are by chance, since they were chosen for a large r.</source>
        <translation>Trong số phát hiện, những phát hiện ngoài ảnh hưởng của tần suất; hơn 5 % là do ngẫu nhiên, vì chúng được chọn do có r lớn.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} a layer</source>
        <translation>{Nơ-ron|Chiều} mỗi tầng</translation>
    </message>
    <message>
        <source>Median over the {neurons|dimensions} of the first layer.</source>
        <translation>Trung vị trên các {nơ-ron|chiều} của tầng đầu.</translation>
    </message>
    <message>
        <source>Median over the {neurons|dimensions} of the last layer.</source>
        <translation>Trung vị trên các {nơ-ron|chiều} của tầng cuối.</translation>
    </message>
    <message>
        <source>How wide the middle half of the first layer&apos;s {neurons|dimensions} spreads over r.</source>
        <translation>Nửa giữa các {nơ-ron|chiều} của tầng đầu trải rộng bao nhiêu theo r.</translation>
    </message>
    <message>
        <source>How wide the middle half of the last layer&apos;s {neurons|dimensions} spreads over r.</source>
        <translation>Nửa giữa các {nơ-ron|chiều} của tầng cuối trải rộng bao nhiêu theo r.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} with r above 0</source>
        <translation>{Nơ-ron|Chiều} có r trên 0</translation>
    </message>
    <message>
        <source>Of the {neurons|dimensions} of all layers that have an r, those that respond more strongly to longer tokens.</source>
        <translation>Trong các {nơ-ron|chiều} có r ở mọi tầng, số {nơ-ron|chiều} đáp ứng mạnh hơn với token dài hơn.</translation>
    </message>
    <message>
        <source>Share of bootstraps over {neurons|dimensions} with the same pattern and number of zones.</source>
        <translation>Tỉ lệ mẫu bootstrap trên các {nơ-ron|chiều} cho cùng dạng và cùng số vùng.</translation>
    </message>
    <message>
        <source>Shorter tokens: {neuron|dimension} at a token</source>
        <translation>Token ngắn hơn: {nơ-ron|chiều} tại token</translation>
    </message>
    <message>
        <source>Tokens of median length: {neuron|dimension} at a token</source>
        <translation>Token dài bằng trung vị: {nơ-ron|chiều} tại token</translation>
    </message>
    <message>
        <source>Longer tokens: {neuron|dimension} at a token</source>
        <translation>Token dài hơn: {nơ-ron|chiều} tại token</translation>
    </message>
    <message>
        <source>Shorter tokens: {neuron|dimension} at a token, z</source>
        <translation>Token ngắn hơn: {nơ-ron|chiều} tại token, z</translation>
    </message>
    <message>
        <source>Tokens of median length: {neuron|dimension} at a token, z</source>
        <translation>Token dài bằng trung vị: {nơ-ron|chiều} tại token, z</translation>
    </message>
    <message>
        <source>Longer tokens: {neuron|dimension} at a token, z</source>
        <translation>Token dài hơn: {nơ-ron|chiều} tại token, z</translation>
    </message>
    <message>
        <source>Shorter tokens: {neuron|dimension}</source>
        <translation>Token ngắn hơn: {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>Tokens of median length: {neuron|dimension}</source>
        <translation>Token dài bằng trung vị: {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>Longer tokens: {neuron|dimension}</source>
        <translation>Token dài hơn: {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>Median of |r| over the {neurons|dimensions} of all layers.</source>
        <translation>Trung vị của |r| trên các {nơ-ron|chiều} của mọi tầng.</translation>
    </message>
    <message>
        <source>Median of |partial r| given frequency over the {neurons|dimensions} of all layers.</source>
        <translation>Trung vị của |r riêng phần| khi giữ cố định tần suất trên các {nơ-ron|chiều} của mọi tầng.</translation>
    </message>
    <message>
        <source>Median of |stratified r| over the {neurons|dimensions} of all layers.</source>
        <translation>Trung vị của |r theo nhóm tần suất| trên các {nơ-ron|chiều} của mọi tầng.</translation>
    </message>
    <message>
        <source>Share of {neurons|dimensions} whose r is a discovery at the run&apos;s rate of false ones.</source>
        <translation>Tỉ lệ {nơ-ron|chiều} có r là phát hiện ở tỉ lệ phát hiện sai của lượt chạy.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} beyond frequency</source>
        <translation>{Nơ-ron|Chiều} ngoài tần suất</translation>
    </message>
    <message>
        <source>Share of {neurons|dimensions} that respond to length with frequency held constant, p &lt; 0.05; 5 % would by chance.</source>
        <translation>Tỉ lệ {nơ-ron|chiều} đáp ứng với độ dài khi giữ cố định tần suất, p &lt; 0,05; do ngẫu nhiên sẽ là 5 %.</translation>
    </message>
</context>
<context>
    <name>ConfoundPlotData</name>
    <message>
        <source>Without permutations there are no tests: choose 200 in Statistics.</source>
        <translation>Không có hoán vị thì không có kiểm định: hãy chọn 200 trong mục Thống kê.</translation>
    </message>
    <message>
        <source>Discoveries are counted when the run ends.</source>
        <translation>Số phát hiện được đếm khi lượt chạy kết thúc.</translation>
    </message>
    <message>
        <source>Counts in a short text are rough: BPE rank or a table of counts from a large corpus are firmer controls (Statistics, Frequency).</source>
        <translation>Số đếm trong văn bản ngắn chỉ là ước lượng thô: thứ hạng BPE (mã hóa cặp byte) hoặc bảng số đếm từ một ngữ liệu lớn là biến kiểm soát chắc hơn (Thống kê, Tần suất).</translation>
    </message>
    <message>
        <source>r as it is</source>
        <extracomment>correlation with token length, nothing held constant</extracomment>
        <translation>r thô</translation>
    </message>
    <message>
        <source>Partial r given frequency</source>
        <translation>r riêng phần khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Partial r given frequency and position</source>
        <translation>r riêng phần khi giữ cố định tần suất và vị trí</translation>
    </message>
    <message>
        <source>r within strata of frequency</source>
        <translation>r trong từng nhóm tần suất</translation>
    </message>
    <message>
        <source>r</source>
        <extracomment>correlation with token length</extracomment>
        <translation>r</translation>
    </message>
    <message>
        <source>r | freq.</source>
        <extracomment>partial correlation given frequency, as short as can be</extracomment>
        <translation>r | tần suất</translation>
    </message>
    <message>
        <source>r | f., pos.</source>
        <extracomment>partial correlation given frequency and position, as short as can be</extracomment>
        <translation>r | và vị trí</translation>
    </message>
    <message>
        <source>r in strata</source>
        <extracomment>correlation within strata of frequency, as short as can be</extracomment>
        <translation>r theo nhóm</translation>
    </message>
    <message>
        <source>%1: r with frequency held constant</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: r khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>%1: %2, layer by layer</source>
        <extracomment>%1 is the name of a model, %2 a kind of correlation</extracomment>
        <translation>%1: %2, từng tầng một</translation>
    </message>
    <message>
        <source>%1: token types of the text by length and frequency</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: các loại token của văn bản theo độ dài và tần suất</translation>
    </message>
    <message>
        <source>Token length</source>
        <translation>Độ dài token</translation>
    </message>
    <message>
        <source>Token types</source>
        <translation>Loại token</translation>
    </message>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
    <message>
        <source>Token frequency: ln(count in this text)</source>
        <translation>Tần suất token: ln(số lần trong văn bản này)</translation>
    </message>
    <message>
        <source>Token frequency: ln(1 + BPE rank), larger is rarer</source>
        <translation>Tần suất token: ln(1 + thứ hạng BPE), càng lớn càng hiếm</translation>
    </message>
    <message>
        <source>Token frequency: ln(1 + count in %1)</source>
        <extracomment>%1 is the name of a file</extracomment>
        <translation>Tần suất token: ln(1 + số lần trong %1)</translation>
    </message>
    <message>
        <source>All tokens are equally long or equally frequent: there is nothing to tell apart.</source>
        <translation>Mọi token dài như nhau hoặc hay gặp như nhau: không có gì để tách bạch.</translation>
    </message>
    <message>
        <source>Over the tokens, length and frequency correlate with r = %1; about %2 token types are left to tell them apart.</source>
        <extracomment>%1 a correlation, %2 a number</extracomment>
        <translation>Trên các token, độ dài và tần suất tương quan với r = %1; còn chừng %2 loại token để tách hai thứ ra.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions}</source>
        <translation>{Nơ-ron|Chiều}</translation>
    </message>
    <message>
        <source>Median of r over {neurons|dimensions}</source>
        <translation>Trung vị của r trên các {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>%1 of the {neurons|dimensions} respond to length.</source>
        <extracomment>a percentage</extracomment>
        <translation>%1 số {nơ-ron|chiều} đáp ứng với độ dài.</translation>
    </message>
    <message>
        <source>%1 of the {neurons|dimensions} respond to length, and %2 beyond frequency, where 5 % would by chance (of the former, %3).</source>
        <extracomment>percentages</extracomment>
        <translation>%1 số {nơ-ron|chiều} đáp ứng với độ dài, và %2 đáp ứng ngoài ảnh hưởng của tần suất, trong khi do ngẫu nhiên sẽ là 5 % (riêng trong số {nơ-ron|chiều} nói trước: %3).</translation>
    </message>
    <message>
        <source>No {neuron|dimension} responds to length at the chosen rate of false discoveries.</source>
        <translation>Không {nơ-ron|chiều} nào đáp ứng với độ dài ở tỉ lệ phát hiện sai đã chọn.</translation>
    </message>
    <message>
        <source>With frequency held constant, r has %1 of its size (median |r| over {neurons|dimensions}), and its median changes sign in %2 of %3 layers.</source>
        <extracomment>%1 a percentage, %2 and %3 numbers of layers</extracomment>
        <translation>Khi giữ cố định tần suất, r còn %1 độ lớn (trung vị |r| trên các {nơ-ron|chiều}), và trung vị của nó đổi dấu ở %2 trong %3 tầng.</translation>
    </message>
</context>
<context>
    <name>ConfoundTable</name>
    <message>
        <source>survives</source>
        <extracomment>share of the size of r that survives; number of neurons; share of the neurons</extracomment>
        <translation>còn lại</translation>
    </message>
    <message>
        <source>discoveries</source>
        <translation>phát hiện</translation>
    </message>
    <message>
        <source>r</source>
        <extracomment>correlation with token length</extracomment>
        <translation>r</translation>
    </message>
    <message>
        <source>given
frequency</source>
        <extracomment>r with frequency held constant, in two short lines, as what follows</extracomment>
        <translation>cố định
tần suất</translation>
    </message>
    <message>
        <source>… and
position</source>
        <extracomment>position held constant besides</extracomment>
        <translation>… và
vị trí</translation>
    </message>
    <message>
        <source>within
strata</source>
        <translation>theo nhóm
tần suất</translation>
    </message>
    <message>
        <source>beyond
frequency</source>
        <translation>ngoài
tần suất</translation>
    </message>
    <message>
        <source>Medians over {neurons|dimensions} of r as it is, with frequency (and position) held constant, and within strata of frequency. Survives: the size |r| given frequency beside that of r as it is. Discoveries: {neurons|dimensions} that respond to length at the run&apos;s rate of false discoveries. Beyond frequency: {neurons|dimensions} that do so with frequency held constant, p &lt; 0.05 (5 % would by chance).</source>
        <translation>Trung vị trên các {nơ-ron|chiều} của r thô, của r khi giữ cố định tần suất (và vị trí), và của r trong các nhóm tần suất. Còn lại: độ lớn |r| khi giữ cố định tần suất so với của r thô. Phát hiện: {nơ-ron|chiều} đáp ứng với độ dài ở tỉ lệ phát hiện sai của lượt chạy. Ngoài tần suất: {nơ-ron|chiều} vẫn đáp ứng khi giữ cố định tần suất, p &lt; 0,05 (do ngẫu nhiên sẽ là 5 %).</translation>
    </message>
</context>
<context>
    <name>DurationText</name>
    <message>
        <source>%1 s</source>
        <translation>%1 giây</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <extracomment>minutes and seconds, the latter with two digits</extracomment>
        <translation>%1 phút %2 giây</translation>
    </message>
</context>
<context>
    <name>FigureSize</name>
    <message>
        <source>A picture of %1 × %2 pixels cannot be made; choose sizes from %3 to %4.</source>
        <translation>Không thể tạo ảnh %1 × %2 điểm ảnh; hãy chọn kích thước từ %3 đến %4.</translation>
    </message>
    <message>
        <source>Text of %1 points leaves no room for the figure itself; choose %2 points or less, or a larger figure.</source>
        <extracomment>sizes of letters in points</extracomment>
        <translation>Cỡ chữ %1 point không chừa chỗ cho chính hình vẽ; hãy chọn từ %2 point trở xuống, hoặc một hình lớn hơn.</translation>
    </message>
</context>
<context>
    <name>FilterText</name>
    <message>
        <source>Incomplete: a name, a number or a bracket must follow.</source>
        <translation>Chưa đủ: phải có tiếp một tên, một số hoặc dấu ngoặc.</translation>
    </message>
    <message>
        <source>“%1” (character %2): a name, a number or a bracket must stand here.</source>
        <translation>“%1” (ký tự %2): chỗ này phải là một tên, một số hoặc dấu ngoặc.</translation>
    </message>
    <message>
        <source>Incomplete: compare it with something, such as r &lt; 0.</source>
        <translation>Chưa đủ: hãy so sánh nó với gì đó, như r &lt; 0.</translation>
    </message>
    <message>
        <source>“%1” (character %2): before it a comparison must stand, such as r &lt; 0.</source>
        <translation>“%1” (ký tự %2): trước nó phải là một phép so sánh, như r &lt; 0.</translation>
    </message>
    <message>
        <source>Before the end a number must stand, and no comparison.</source>
        <translation>Trước chỗ kết thúc phải là một số, không phải phép so sánh.</translation>
    </message>
    <message>
        <source>“%1” (character %2): before it a number must stand, and no comparison.</source>
        <translation>“%1” (ký tự %2): trước nó phải là một số, không phải phép so sánh.</translation>
    </message>
    <message>
        <source>Incomplete: a bracket “(” must follow.</source>
        <translation>Chưa đủ: phải có tiếp dấu ngoặc “(”.</translation>
    </message>
    <message>
        <source>“%1” (character %2): a bracket “(” must stand here.</source>
        <translation>“%1” (ký tự %2): chỗ này phải là dấu ngoặc “(”.</translation>
    </message>
    <message>
        <source>Incomplete: a bracket “)” is missing.</source>
        <translation>Chưa đủ: thiếu dấu ngoặc “)”.</translation>
    </message>
    <message>
        <source>“%1” (character %2): a bracket “)” must stand here.</source>
        <translation>“%1” (ký tự %2): chỗ này phải là dấu ngoặc “)”.</translation>
    </message>
    <message>
        <source>Incomplete: a range has two ends, such as 10..20.</source>
        <translation>Chưa đủ: một khoảng có hai đầu, như 10..20.</translation>
    </message>
    <message>
        <source>“%1” (character %2): a range has two ends, such as 10..20.</source>
        <translation>“%1” (ký tự %2): một khoảng có hai đầu, như 10..20.</translation>
    </message>
    <message>
        <source>“%1” (character %2) is no column: press ? for their names.</source>
        <translation>“%1” (ký tự %2) không phải cột nào: bấm ? để xem tên các cột.</translation>
    </message>
    <message>
        <source>“%1” (character %2) has no meaning here: press ? for what has.</source>
        <translation>“%1” (ký tự %2) không có nghĩa ở đây: bấm ? để xem có thể viết gì.</translation>
    </message>
    <message>
        <source>Too long: %1 characters at most.</source>
        <extracomment>a filter; %1 is a number of characters</extracomment>
        <translation>Quá dài: nhiều nhất %1 ký tự.</translation>
    </message>
    <message>
        <source>“%1” (character %2): too many brackets inside each other.</source>
        <translation>“%1” (ký tự %2): quá nhiều dấu ngoặc lồng nhau.</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>cả hai đều đúng</translation>
    </message>
    <message>
        <source>one of them holds, or both</source>
        <translation>một trong hai đúng, hoặc cả hai</translation>
    </message>
    <message>
        <source>a range, both ends included</source>
        <translation>một khoảng, kể cả hai đầu</translation>
    </message>
    <message>
        <source>between two numbers</source>
        <translation>giữa hai số</translation>
    </message>
    <message>
        <source>numbers are computed with + − * /</source>
        <translation>các số được tính với + − * /</translation>
    </message>
    <message>
        <source>not equal; = is equal</source>
        <translation>khác; = là bằng</translation>
    </message>
    <message>
        <source>the value exists: a constant neuron has no r</source>
        <translation>giá trị tồn tại: nơ-ron không đổi thì không có r</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Bộ lọc</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Các tên</translation>
    </message>
    <message>
        <source>Number of the neuron in its layer, from 0</source>
        <translation>Số thứ tự của nơ-ron trong tầng, từ 0</translation>
    </message>
    <message>
        <source>“%1” (character %2): join conditions by and or or. Numbers are written so: %3.</source>
        <extracomment>%3 is a number</extracomment>
        <translation>“%1” (ký tự %2): nối các điều kiện bằng and hoặc or. Số viết như thế này: %3.</translation>
    </message>
    <message>
        <source>Incomplete: a second bar “|” is missing.</source>
        <translation>Chưa đủ: thiếu dấu gạch đứng “|” thứ hai.</translation>
    </message>
    <message>
        <source>“%1” (character %2): a second bar “|” must stand here.</source>
        <translation>“%1” (ký tự %2): chỗ này phải là dấu gạch đứng “|” thứ hai.</translation>
    </message>
    <message>
        <source>the size, whatever the sign; abs(r) is the same</source>
        <translation>độ lớn, bất kể dấu; abs(r) cũng vậy</translation>
    </message>
</context>
<context>
    <name>FindingWords</name>
    <message>
        <source>holds</source>
        <extracomment>verdict on a claim</extracomment>
        <translation>đúng</translation>
    </message>
    <message>
        <source>fails</source>
        <extracomment>verdict on a claim: it is not so</extracomment>
        <translation>không đúng</translation>
    </message>
    <message>
        <source>unanswered</source>
        <extracomment>verdict on a claim: the run cannot tell</extracomment>
        <translation>chưa rõ</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>The run ended before its first layer.</source>
        <translation>Lượt chạy kết thúc trước tầng đầu tiên.</translation>
    </message>
    <message>
        <source>All tokens are equally long: nothing can depend on their length.</source>
        <translation>Mọi token dài như nhau: không gì có thể phụ thuộc vào độ dài của chúng.</translation>
    </message>
    <message>
        <source>This hook point is there once, outside the layers: there are none to compare.</source>
        <translation>Điểm móc này chỉ có một, nằm ngoài các tầng: không có tầng nào để so sánh.</translation>
    </message>
    <message>
        <source>This takes at least %1 finished layers that have a distribution of r, the first among them.</source>
        <translation>Cần ít nhất %1 tầng đã xong có phân bố r, trong đó có tầng đầu.</translation>
    </message>
    <message>
        <source>The median of r is %1 in the first layer (95 % interval %2 to %3) and below 0 in %4 of the %5 other layers.</source>
        <translation>Trung vị của r là %1 ở tầng đầu (khoảng tin cậy 95 %: %2 đến %3) và dưới 0 ở %4 trong %5 tầng còn lại.</translation>
    </message>
    <message>
        <source>The median of r is %1 in the first layer (no interval: the text is too short) and below 0 in %2 of the %3 other layers.</source>
        <translation>Trung vị của r là %1 ở tầng đầu (không có khoảng tin cậy: văn bản quá ngắn) và dưới 0 ở %2 trong %3 tầng còn lại.</translation>
    </message>
    <message>
        <source>No finished layer has both shorter and longer tokens to compare.</source>
        <translation>Không tầng nào đã xong có cả token ngắn hơn lẫn dài hơn để so sánh.</translation>
    </message>
    <message>
        <source>With all dimensions and tokens pooled, the median activation of longer tokens lies below that of shorter ones: %1 against %2.</source>
        <translation>Gộp mọi chiều và mọi token, trung vị hoạt hóa của token dài hơn thấp hơn so với token ngắn hơn: %1 so với %2.</translation>
    </message>
    <message>
        <source>This takes at least %1 layers: the last one is compared with those between.</source>
        <translation>Cần ít nhất %1 tầng: tầng cuối được so với các tầng ở giữa.</translation>
    </message>
    <message>
        <source>The run ended before its last layer.</source>
        <translation>Lượt chạy kết thúc trước tầng cuối.</translation>
    </message>
    <message>
        <source>The last layer or those between have no spread of r to compare.</source>
        <translation>Tầng cuối hoặc các tầng ở giữa không có độ phân tán của r để so sánh.</translation>
    </message>
    <message>
        <source>The interquartile range of r in the last layer is %1 times the inner layers&apos; median (compressed: below %2). It is least in layer %3: %4 times.</source>
        <translation>Khoảng tứ phân vị của r ở tầng cuối bằng %1 lần trung vị của các tầng giữa (bị nén: dưới %2). Nhỏ nhất là ở tầng %3: %4 lần.</translation>
    </message>
    <message>
        <source>There are too few shorter tokens, or too few different activations, to judge peaks.</source>
        <translation>Quá ít token ngắn hơn, hoặc quá ít giá trị hoạt hóa khác nhau, để xét các đỉnh.</translation>
    </message>
    <message>
        <source>Looked at as pooled values and as token means, one peak is rejected in %1 of %2 ways, and two peaks stand apart in %3.</source>
        <translation>Xét theo giá trị gộp và theo trung bình mỗi token, giả thuyết một đỉnh bị bác bỏ theo %1 trong %2 cách, và hai đỉnh tách rời theo %3 cách.</translation>
    </message>
    <message>
        <source>With all values pooled, one peak is rejected in %1 of %2 layers (%3), and two peaks stand apart in %4. With token means: rejected in %5 of %6 layers (%7), two peaks in %8.</source>
        <translation>Gộp mọi giá trị, giả thuyết một đỉnh bị bác bỏ ở %1 trong %2 tầng (%3), và hai đỉnh tách rời ở %4 tầng. Theo trung bình mỗi token: bị bác bỏ ở %5 trong %6 tầng (%7), hai đỉnh ở %8 tầng.</translation>
    </message>
    <message>
        <source>This run made no permutations, so no correlation was tested: run it again with some.</source>
        <translation>Lượt chạy này không hoán vị, nên không tương quan nào được kiểm định: hãy chạy lại với hoán vị.</translation>
    </message>
    <message>
        <source>Frequency cannot be held constant here: it and token length go together exactly.</source>
        <translation>Ở đây không thể giữ cố định tần suất: nó đi liền hoàn toàn với độ dài token.</translation>
    </message>
    <message>
        <source>The first layer has no r, or none with frequency held constant.</source>
        <translation>Tầng đầu không có r, hoặc không có r khi giữ cố định tần suất.</translation>
    </message>
    <message>
        <source>With frequency held constant, the first layer&apos;s median r goes from %1 to %2 (within strata of equal frequency: %3). The median keeps its sign and half of its size in %4 of %5 layers.</source>
        <translation>Khi giữ cố định tần suất, trung vị r của tầng đầu đi từ %1 đến %2 (trong các nhóm tần suất: %3). Trung vị giữ dấu và ít nhất một nửa độ lớn ở %4 trong %5 tầng.</translation>
    </message>
    <message>
        <source>Zones are sought in complete runs: this one ended before its last layer.</source>
        <translation>Các vùng chỉ được tìm trong lượt chạy trọn vẹn: lượt này kết thúc trước tầng cuối.</translation>
    </message>
    <message>
        <source>Zones cannot be told apart in fewer than %1 layers that have a distribution of r.</source>
        <translation>Không thể phân biệt các vùng khi có ít hơn %1 tầng có phân bố r.</translation>
    </message>
    <message>
        <source>The first layer leans positive, the others negative</source>
        <translation>Tầng đầu nghiêng về dương, các tầng khác về âm</translation>
    </message>
    <message>
        <source>Longer tokens have lower activations</source>
        <translation>Token dài hơn có hoạt hóa thấp hơn</translation>
    </message>
    <message>
        <source>The last layer is compressed</source>
        <translation>Tầng cuối bị nén</translation>
    </message>
    <message>
        <source>Activations of shorter tokens have two peaks</source>
        <translation>Hoạt hóa của token ngắn hơn có hai đỉnh</translation>
    </message>
    <message>
        <source>Length matters beyond frequency</source>
        <translation>Độ dài có tác động ngoài ảnh hưởng của tần suất</translation>
    </message>
    <message>
        <source>The first layer leans that way beyond frequency</source>
        <translation>Tầng đầu nghiêng như vậy ngoài ảnh hưởng của tần suất</translation>
    </message>
    <message>
        <source>Depth falls into zones</source>
        <translation>Độ sâu chia thành các vùng</translation>
    </message>
    <message>
        <source>The run or its control was not completed, or has no correlations to compare.</source>
        <translation>Lượt chạy hoặc đối chứng của nó chưa trọn vẹn, hoặc không có tương quan để so sánh.</translation>
    </message>
    <message>
        <source>This run against random weights of the same shape on the same text: median of r %1 against %2, median of |r| %3 against %4, dimensions with a small q %5 against %6. Architecture and text alone do not give the pattern.</source>
        <translation>Lượt chạy này so với trọng số ngẫu nhiên cùng hình dạng trên cùng văn bản: trung vị r %1 so với %2, trung vị |r| %3 so với %4, số chiều có q nhỏ %5 so với %6. Riêng kiến trúc và văn bản không tạo ra mẫu hình này.</translation>
    </message>
    <message>
        <source>The pattern is learned</source>
        <translation>Mẫu hình này là do học được</translation>
    </message>
    <message>
        <source>counts in the text</source>
        <translation>số đếm trong văn bản</translation>
    </message>
    <message>
        <source>BPE rank</source>
        <translation>thứ hạng BPE</translation>
    </message>
    <message>
        <source>The last layer, which is compared with those between, is not finite.</source>
        <translation>Tầng cuối, vốn được so với các tầng ở giữa, không hữu hạn.</translation>
    </message>
    <message>
        <source>Too short to judge: this takes at least %1 full windows and %2 tokens; the run has %3 full windows and %4 tokens.</source>
        <translation>Quá ngắn để nhận xét: cần ít nhất %1 cửa sổ đầy đủ và %2 token; lượt chạy có %3 cửa sổ đầy đủ và %4 token.</translation>
    </message>
    <message>
        <source>The run is older than what this looks at (%1): run it again.</source>
        <translation>Lượt chạy cũ hơn thứ được xét ở đây (%1): hãy chạy lại.</translation>
    </message>
    <message>
        <source>Not finite (NaN or infinity) and left out: %1 of %2 dimensions.</source>
        <translation>Không hữu hạn (NaN hoặc vô cực) và bị bỏ ra: %1 trong %2 chiều.</translation>
    </message>
    <message>
        <source>Not finite (NaN or infinity) and left out: all {neurons|dimensions} in %1 of %2 layers (%3).</source>
        <translation>Không hữu hạn (NaN hoặc vô cực) và bị bỏ ra: mọi {nơ-ron|chiều} ở %1 trong %2 tầng (%3).</translation>
    </message>
    <message>
        <source>Not finite (NaN or infinity) and left out: %1 {neurons|dimensions} in %2 of %3 layers (%4).</source>
        <translation>Không hữu hạn (NaN hoặc vô cực) và bị bỏ ra: %1 {nơ-ron|chiều} ở %2 trong %3 tầng (%4).</translation>
    </message>
    <message>
        <source>Not finite (NaN or infinity) and left out: all {neurons|dimensions} in %1 of %2 layers (%3), and %4 in %5 others (%6).</source>
        <translation>Không hữu hạn (NaN hoặc vô cực) và bị bỏ ra: mọi {nơ-ron|chiều} ở %1 trong %2 tầng (%3), và %4 ở %5 tầng khác (%6).</translation>
    </message>
    <message>
        <source>With all {neurons|dimensions} and tokens pooled, the median activation of longer tokens lies below that of shorter ones in %1 of %2 layers.</source>
        <translation>Gộp mọi {nơ-ron|chiều} và mọi token, trung vị hoạt hóa của token dài hơn thấp hơn so với token ngắn hơn ở %1 trong %2 tầng.</translation>
    </message>
    <message>
        <source>%1 of the {neurons|dimensions} (%2 of %3) have q &lt; %4. Permuted token lengths give %5 such {neurons|dimensions} on average.</source>
        <translation>%1 số {nơ-ron|chiều} (%2 trong %3) có q &lt; %4. Khi hoán vị độ dài token, trung bình có %5 {nơ-ron|chiều} như vậy.</translation>
    </message>
    <message>
        <source>%1 of the {neurons|dimensions} (%2 of %3) have q &lt; %4.</source>
        <translation>%1 số {nơ-ron|chiều} (%2 trong %3) có q &lt; %4.</translation>
    </message>
    <message>
        <source>With frequency held constant (source: %5), the median of |r| goes from %1 to %2 (%3), within strata of equal frequency to %4. There are no {neurons|dimensions} with a small q to test further.</source>
        <translation>Khi giữ cố định tần suất (nguồn: %5), trung vị của |r| đi từ %1 đến %2 (%3), trong các nhóm tần suất là %4. Không có {nơ-ron|chiều} nào có q nhỏ để kiểm định tiếp.</translation>
    </message>
    <message>
        <source>With frequency held constant (source: %5), the median of |r| goes from %1 to %2 (%3), within strata of equal frequency to %4. Of the {neurons|dimensions}, %6 respond to length beyond frequency, where %7 would by chance; of those with a small q, %8.</source>
        <translation>Khi giữ cố định tần suất (nguồn: %5), trung vị của |r| đi từ %1 đến %2 (%3), trong các nhóm tần suất là %4. Trong các {nơ-ron|chiều}, %6 đáp ứng với độ dài ngoài ảnh hưởng của tần suất, trong khi do ngẫu nhiên sẽ là %7; trong số có q nhỏ, %8.</translation>
    </message>
    <message>
        <source>This run against random weights of the same shape on the same text: median of r in the first layer %1 against %2, median of |r| %3 against %4, {neurons|dimensions} with a small q %5 against %6. Architecture and text alone do not give the pattern.</source>
        <translation>Lượt chạy này so với trọng số ngẫu nhiên cùng hình dạng trên cùng văn bản: trung vị r ở tầng đầu %1 so với %2, trung vị |r| %3 so với %4, số {nơ-ron|chiều} có q nhỏ %5 so với %6. Riêng kiến trúc và văn bản không tạo ra mẫu hình này.</translation>
    </message>
    <message>
        <source>%1 zones. Behind the first, they begin at layer %2; in parentheses the share of bootstraps over {neurons|dimensions} with a boundary exactly there.</source>
        <translation>%1 vùng. Sau vùng đầu, chúng bắt đầu ở tầng %2; trong ngoặc là tỉ lệ mẫu bootstrap trên các {nơ-ron|chiều} có ranh giới đúng ở đó.</translation>
    </message>
    <message>
        <source>No layer has a {neuron|dimension} that is finite everywhere.</source>
        <translation>Không tầng nào có {nơ-ron|chiều} hữu hạn ở mọi chỗ.</translation>
    </message>
    <message>
        <source>No {neuron|dimension} of this run has a correlation with token length.</source>
        <translation>Không {nơ-ron|chiều} nào của lượt chạy này có tương quan với độ dài token.</translation>
    </message>
    <message>
        <source>More {neurons|dimensions} respond to length than by chance</source>
        <translation>Nhiều {nơ-ron|chiều} đáp ứng với độ dài hơn mức ngẫu nhiên</translation>
    </message>
    <message>
        <source>Not so in this run.</source>
        <translation>Lượt chạy này không như vậy.</translation>
    </message>
    <message>
        <source>Mostly frequency in this run.</source>
        <translation>Trong lượt chạy này chủ yếu là tần suất.</translation>
    </message>
    <message>
        <source>With all dimensions and tokens pooled, the median activation of longer tokens does not lie below that of shorter ones: %1 against %2.</source>
        <translation>Gộp mọi chiều và mọi token, trung vị hoạt hóa của token dài hơn không thấp hơn so với token ngắn hơn: %1 so với %2.</translation>
    </message>
    <message>
        <source>The lean goes with frequency. Held constant, it takes the first layer&apos;s median r from %1 to %2 (within strata of equal frequency: %3). The median keeps its sign and half of its size in %4 of %5 layers.</source>
        <translation>Sự nghiêng này đi theo tần suất. Khi giữ cố định tần suất, trung vị r của tầng đầu đi từ %1 đến %2 (trong các nhóm tần suất: %3). Trung vị giữ dấu và ít nhất một nửa độ lớn ở %4 trong %5 tầng.</translation>
    </message>
    <message>
        <source>Against random weights of the same shape on the same text: median of r %1 against %2, median of |r| %3 against %4, dimensions with a small q %5 against %6. Architecture and text alone give much of the pattern.</source>
        <translation>So với trọng số ngẫu nhiên cùng hình dạng trên cùng văn bản: trung vị r %1 so với %2, trung vị |r| %3 so với %4, số chiều có q nhỏ %5 so với %6. Riêng kiến trúc và văn bản đã tạo ra phần lớn mẫu hình này.</translation>
    </message>
    <message>
        <source>Against random weights of the same shape on the same text: median of r in the first layer %1 against %2, median of |r| %3 against %4, {neurons|dimensions} with a small q %5 against %6. Architecture and text alone give much of the pattern.</source>
        <translation>So với trọng số ngẫu nhiên cùng hình dạng trên cùng văn bản: trung vị r ở tầng đầu %1 so với %2, trung vị |r| %3 so với %4, số {nơ-ron|chiều} có q nhỏ %5 so với %6. Riêng kiến trúc và văn bản đã tạo ra phần lớn mẫu hình này.</translation>
    </message>
    <message>
        <source>One zone. No change over depth stands out from the layers&apos; own scatter (the same in %1 of bootstraps over {neurons|dimensions}).</source>
        <translation>Một vùng. Không thay đổi nào theo độ sâu nổi lên trên độ tản mát riêng của các tầng (giống vậy ở %1 số mẫu bootstrap trên các {nơ-ron|chiều}).</translation>
    </message>
    <message>
        <source>The distribution of r changes gradually. A straight line over depth describes it better than zones (the same in %1 of bootstraps over {neurons|dimensions}).</source>
        <translation>Phân bố r thay đổi dần dần. Đường thẳng theo độ sâu mô tả tốt hơn các vùng (giống vậy ở %1 số mẫu bootstrap trên các {nơ-ron|chiều}).</translation>
    </message>
</context>
<context>
    <name>GoTo</name>
    <message>
        <source>0 to %1</source>
        <extracomment>the first and the last of numbered things</extracomment>
        <translation>0 đến %1</translation>
    </message>
    <message>
        <source>There is no run yet: press Run first.</source>
        <translation>Chưa có lượt chạy nào: hãy bấm Chạy trước.</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>chưa xong</translation>
    </message>
    <message>
        <source>r = %1</source>
        <extracomment>of a neuron: its correlation with token length</extracomment>
        <translation>r = %1</translation>
    </message>
    <message>
        <source>without a correlation: it does not vary</source>
        <translation>không có tương quan: nó không biến thiên</translation>
    </message>
    <message>
        <source>length %1, window %2, position %3</source>
        <extracomment>of a token: its length in characters, the window of the text it is in and its place there</extracomment>
        <translation>độ dài %1, cửa sổ %2, vị trí %3</translation>
    </message>
    <message>
        <source>No layer is selected: type its number in front, as in 7/12.</source>
        <translation>Chưa chọn tầng nào: hãy gõ số tầng ở trước, như 7/12.</translation>
    </message>
    <message>
        <source>Token “%1”</source>
        <translation>Token “%1”</translation>
    </message>
    <message>
        <source>What the tokens say is not known: the run&apos;s model is not on this machine. Their numbers work.</source>
        <translation>Không biết các token là chữ gì: mô hình của lượt chạy không có trên máy này. Số thứ tự của chúng vẫn dùng được.</translation>
    </message>
    <message>
        <source>No token of the text says exactly this.</source>
        <translation>Không token nào của văn bản có đúng chữ này.</translation>
    </message>
    <message>
        <source>Token “%1” · %2 (of %3)</source>
        <extracomment>%1 what a token says, %2 its number in the text, %3 how often the text has it</extracomment>
        <translation>Token “%1” · %2 (trong %3)</translation>
    </message>
    <message>
        <source>The run has one layer: 0.</source>
        <translation>Lượt chạy có một tầng: 0.</translation>
    </message>
    <message>
        <source>The run has layers %1.</source>
        <extracomment>%1 a range of numbers</extracomment>
        <translation>Lượt chạy có các tầng %1.</translation>
    </message>
    <message>
        <source>The run read tokens %1.</source>
        <extracomment>%1 a range of numbers</extracomment>
        <translation>Lượt chạy đã đọc các token %1.</translation>
    </message>
    <message>
        <source>This cannot be done now.</source>
        <translation>Hiện chưa thể làm việc này.</translation>
    </message>
    <message>
        <source>%1 …</source>
        <extracomment>a word that a number is to be typed after</extracomment>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 a range of numbers, %2 a layer</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, or what it says in quotes</source>
        <translation>%1, hoặc chữ của nó trong ngoặc kép</translation>
    </message>
    <message>
        <source>[%1]</source>
        <extracomment>a token of the text, between what stands before and after it</extracomment>
        <translation>[%1]</translation>
    </message>
    <message>
        <source>%1 has {neurons|dimensions} %2.</source>
        <extracomment>%1 a layer, %2 a range of numbers</extracomment>
        <translation>%1 có các {nơ-ron|chiều} %2.</translation>
    </message>
</context>
<context>
    <name>GoToQuery</name>
    <message>
        <source>dimension</source>
        <translation>chiều</translation>
    </message>
    <message>
        <source>layer</source>
        <extracomment>a word that may be typed before a number, in small letters</extracomment>
        <translation>tầng</translation>
    </message>
    <message>
        <source>neuron</source>
        <extracomment>a word that may be typed before a number, in small letters</extracomment>
        <translation>nơ-ron</translation>
    </message>
    <message>
        <source>token</source>
        <extracomment>a word that may be typed before a number, in small letters</extracomment>
        <translation>token</translation>
    </message>
</context>
<context>
    <name>HistogramPlotData</name>
    <message>
        <source>Activation at %1</source>
        <extracomment>%1 is the name of a hook point</extracomment>
        <translation>Hoạt hóa tại %1</translation>
    </message>
    <message>
        <source>Activation at %1, mean over tokens</source>
        <translation>Hoạt hóa tại %1, trung bình trên các token</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Mật độ</translation>
    </message>
    <message>
        <source>Values per bin</source>
        <translation>Số giá trị mỗi ngăn</translation>
    </message>
    <message>
        <source>Tokens per bin</source>
        <translation>Số token mỗi ngăn</translation>
    </message>
    <message>
        <source>%1, layer %2: activation by token length</source>
        <extracomment>%1 is the name of a model, %2 a layer</extracomment>
        <translation>%1, tầng %2: hoạt hóa theo độ dài token</translation>
    </message>
    <message>
        <source>%1, %2: activation by token length</source>
        <extracomment>%1 is the name of a model, %2 of a hook point outside the layers</extracomment>
        <translation>%1, %2: hoạt hóa theo độ dài token</translation>
    </message>
    <message>
        <source>%1 (n = %2)</source>
        <extracomment>%1 is &quot;shorter than 4&quot;, %2 how many values</extracomment>
        <translation>%1 (n = %2)</translation>
    </message>
    <message>
        <source>shorter tokens</source>
        <translation>token ngắn hơn</translation>
    </message>
    <message>
        <source>tokens of median length</source>
        <translation>token dài bằng trung vị</translation>
    </message>
    <message>
        <source>longer tokens</source>
        <translation>token dài hơn</translation>
    </message>
    <message>
        <source>shorter than %1</source>
        <extracomment>%1 is the median token length in characters</extracomment>
        <translation>ngắn hơn %1</translation>
    </message>
    <message>
        <source>equal to %1</source>
        <translation>bằng %1</translation>
    </message>
    <message>
        <source>longer than %1</source>
        <translation>dài hơn %1</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>what is counted once in a histogram</extracomment>
        <translation>Token</translation>
    </message>
    <message>
        <source>Activation at %1, z-scored in each {neuron|dimension}</source>
        <translation>Hoạt hóa tại %1, chuẩn hóa z trong từng {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>Activation at %1, mean over {neurons|dimensions}</source>
        <translation>Hoạt hóa tại %1, trung bình trên các {nơ-ron|chiều}</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} per bin</source>
        <translation>Số {nơ-ron|chiều} mỗi ngăn</translation>
    </message>
    <message>
        <source>{Neuron|Dimension} at a token</source>
        <extracomment>what is counted once in a histogram</extracomment>
        <translation>{Nơ-ron|Chiều} tại token</translation>
    </message>
    <message>
        <source>{Neuron|Dimension} at a token, z</source>
        <extracomment>the same, with standard scores</extracomment>
        <translation>{Nơ-ron|Chiều} tại token, z</translation>
    </message>
    <message>
        <source>{Neuron|Dimension}</source>
        <extracomment>what is counted once in a histogram</extracomment>
        <translation>{Nơ-ron|Chiều}</translation>
    </message>
</context>
<context>
    <name>HookPoint</name>
    <message>
        <source>The residual stream where it enters the block.</source>
        <translation>Dòng dư (residual stream) khi đi vào khối.</translation>
    </message>
    <message>
        <source>What attention adds to the residual stream: the output of out_proj.</source>
        <translation>Phần mà cơ chế chú ý cộng vào dòng dư: đầu ra của out_proj.</translation>
    </message>
    <message>
        <source>The residual stream between attention and MLP.</source>
        <translation>Dòng dư ở giữa cơ chế chú ý và MLP.</translation>
    </message>
    <message>
        <source>What each neuron of the MLP computes: the output of c_fc, before the activation function.</source>
        <translation>Giá trị mỗi nơ-ron của MLP (mạng truyền thẳng) tính ra: đầu ra của c_fc, trước hàm hoạt hóa.</translation>
    </message>
    <message>
        <source>What each neuron of the MLP passes on: after the activation function.</source>
        <translation>Giá trị mỗi nơ-ron của MLP (mạng truyền thẳng) truyền tiếp: sau hàm hoạt hóa.</translation>
    </message>
    <message>
        <source>What the MLP adds to the residual stream: the output of c_proj.</source>
        <translation>Phần mà MLP cộng vào dòng dư: đầu ra của c_proj.</translation>
    </message>
    <message>
        <source>The residual stream where it leaves the block.</source>
        <translation>Dòng dư khi ra khỏi khối.</translation>
    </message>
    <message>
        <source>What the next token is predicted from: the residual stream behind the last block, after the final layer norm. It is there once, not in every layer.</source>
        <translation>Giá trị dùng để dự đoán token tiếp theo: dòng dư sau khối cuối, sau phép chuẩn hóa tầng (layer norm) cuối cùng. Chỉ có một lần, không phải ở mỗi tầng.</translation>
    </message>
</context>
<context>
    <name>HookText</name>
    <message>
        <source>Layer %1</source>
        <translation>Tầng %1</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Tầng</translation>
    </message>
    <message>
        <source>Hook point</source>
        <translation>Điểm móc</translation>
    </message>
    <message>
        <source>{Neuron|Dimension} %1</source>
        <extracomment>one neuron of an MLP, by its number; and one dimension of a value as wide as the model</extracomment>
        <translation>{Nơ-ron|Chiều} %1</translation>
    </message>
    <message>
        <source>%1 {neurons|dimensions}</source>
        <translation>%1 {nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>HtmlReport</name>
    <message>
        <source>Layers</source>
        <translation>Các tầng</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>Biểu đồ tần số</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Độ dài</translation>
    </message>
    <message>
        <source>Length or frequency</source>
        <translation>Độ dài hay tần suất</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Các vùng</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>language of these texts, as a tag of BCP 47</extracomment>
        <translation>vi</translation>
    </message>
    <message>
        <source>Written by %1. The numbers behind the figures: bathyscope export RUN --table …</source>
        <extracomment>%1 is the program with its version</extracomment>
        <translation>Viết bởi %1. Các con số đằng sau hình: bathyscope export TỆP --table …</translation>
    </message>
    <message>
        <source>%1 and %2 side by side</source>
        <extracomment>title of a report: %1 and %2 are names of runs</extracomment>
        <translation>%1 và %2 cạnh nhau</translation>
    </message>
    <message>
        <source>%1 reads %2</source>
        <extracomment>title of a report: %1 is a model, %2 a text</extracomment>
        <translation>%1 đọc %2</translation>
    </message>
    <message>
        <source>Bathyscope report</source>
        <translation>Báo cáo Bathyscope</translation>
    </message>
    <message>
        <source>%1 read %2 tokens of %3 in %4 windows.</source>
        <extracomment>%1 a model, %2 a number of tokens, %3 a text, %4 a number of windows</extracomment>
        <translation>%1 đã đọc %2 token của %3 trong %4 cửa sổ.</translation>
    </message>
    <message>
        <source>Its weights are random: it is a control that has learned nothing.</source>
        <translation>Trọng số của nó là ngẫu nhiên: đó là đối chứng chưa học gì.</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Mục lục</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Nguồn gốc</translation>
    </message>
    <message>
        <source>How to make it again</source>
        <translation>Cách làm lại</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Thuật ngữ</translation>
    </message>
    <message>
        <source>Mind what else differs.</source>
        <translation>Hãy lưu ý những khác biệt khác.</translation>
    </message>
    <message>
        <source>Two models do not make a law: what is said here is said of these two runs.</source>
        <translation>Hai mô hình chưa làm nên quy luật: điều nói ở đây chỉ là về hai lượt chạy này.</translation>
    </message>
    <message>
        <source>Findings are drawn when a run ends by itself or is stopped.</source>
        <translation>Kết luận được rút ra khi lượt chạy tự kết thúc hoặc bị dừng.</translation>
    </message>
    <message>
        <source>See: %1</source>
        <extracomment>a link: %1 is a part of the report</extracomment>
        <translation>Xem: %1</translation>
    </message>
    <message>
        <source>Figure %1.</source>
        <translation>Hình %1.</translation>
    </message>
    <message>
        <source>Table %1.</source>
        <translation>Bảng %1.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Nguồn gốc</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Thiết lập</translation>
    </message>
    <message>
        <source>In a shell, with %1; a correlation r comes out the same within 1e-6, whatever the number of threads.</source>
        <extracomment>%1 is the program with its version</extracomment>
        <translation>Trong dòng lệnh, với %1; tương quan r cho kết quả như nhau trong sai số 1e-6, bất kể số luồng.</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>Discoveries</source>
        <translation>Phát hiện</translation>
    </message>
    <message>
        <source>Shorter, equal, longer</source>
        <translation>Ngắn hơn, bằng, dài hơn</translation>
    </message>
    <message>
        <source>Tokens shorter than, as long as, and longer than the median token of the text.</source>
        <translation>Token ngắn hơn, bằng và dài hơn token trung vị của văn bản.</translation>
    </message>
    <message>
        <source>Peaks</source>
        <translation>Các đỉnh</translation>
    </message>
    <message>
        <source>More than one is said where Hartigan&apos;s dip test rejects a single one; two, where besides two Gaussians stand clearly apart. Not rejected does not mean that there is one.</source>
        <translation>Nói là nhiều hơn một đỉnh khi kiểm định dip của Hartigan bác bỏ giả thuyết một đỉnh; nói là hai đỉnh khi thêm vào đó hai phân bố Gauss tách hẳn nhau. Không bác bỏ không có nghĩa là chỉ có một đỉnh.</translation>
    </message>
    <message>
        <source>Stretches of layers within which the distribution of r hardly changes, where they describe the layers better than one zone or a straight line.</source>
        <translation>Các đoạn tầng liên tiếp mà trong đó phân bố r hầu như không đổi, khi chúng mô tả các tầng tốt hơn một vùng duy nhất hay một đường thẳng.</translation>
    </message>
    <message>
        <source>Relative depth</source>
        <translation>Độ sâu tương đối</translation>
    </message>
    <message>
        <source>0 is the first layer of a model, 1 its last.</source>
        <translation>0 là tầng đầu của mô hình, 1 là tầng cuối.</translation>
    </message>
    <message>
        <source>At %1, %2 were analysed.</source>
        <extracomment>%1 a hook point, %2 &quot;128 dimensions&quot;</extracomment>
        <translation>Tại %1, đã phân tích %2.</translation>
    </message>
    <message>
        <source>At %1, all %2 layers with %3 each were analysed.</source>
        <extracomment>%1 a hook point, %2 a number of layers, %3 &quot;512 neurons&quot;</extracomment>
        <translation>Tại %1, đã phân tích cả %2 tầng, mỗi tầng %3.</translation>
    </message>
    <message>
        <source>At %1, %2 of %3 layers with %4 each were analysed.</source>
        <extracomment>%1 a hook point, %2 of %3 layers, %4 &quot;512 neurons&quot;</extracomment>
        <translation>Tại %1, đã phân tích %2 trong %3 tầng, mỗi tầng %4.</translation>
    </message>
    <message>
        <source>r is the correlation, {neuron|dimension} by {neuron|dimension}, between its {activation|value} at a token and the length of that token in characters.</source>
        <translation>r là tương quan, tính cho từng {nơ-ron|chiều}, giữa {hoạt hóa|giá trị} của nó tại một token và độ dài {của token đó tính bằng ký tự|tính bằng ký tự của token đó}.</translation>
    </message>
    <message>
        <source>Pearson&apos;s correlation between a {neuron|dimension}&apos;s {activation|value} and the length of the token, over all tokens that count. Given frequency: the partial correlation, with the token&apos;s frequency held constant. Within strata: among tokens of about equal frequency.</source>
        <translation>Tương quan Pearson giữa {hoạt hóa|giá trị} của {nơ-ron|một chiều} và độ dài token, trên mọi token được tính. Khi giữ cố định tần suất: tương quan riêng phần, với tần suất của token được giữ cố định. Trong nhóm tần suất: giữa các token có tần suất gần bằng nhau.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} whose q (Benjamini and Hochberg&apos;s, over the run) is below the chosen rate of false discoveries; p comes from permuting the windows of the text.</source>
        <translation>{Nơ-ron|Chiều} có q (theo Benjamini và Hochberg, trên cả lượt chạy) dưới tỉ lệ phát hiện sai đã chọn; p có được từ việc hoán vị các cửa sổ của văn bản.</translation>
    </message>
</context>
<context>
    <name>LayerText</name>
    <message>
        <source>median r %1, interquartile range %2 (%3 to %4)</source>
        <extracomment>r is the correlation; all arguments are numbers</extracomment>
        <translation>trung vị r %1, khoảng tứ phân vị %2 (%3 đến %4)</translation>
    </message>
    <message>
        <source>median r %1 (95 %: %2 to %3), interquartile range %4 (%5 to %6)</source>
        <extracomment>r is the correlation; all arguments are numbers; %2 and %3 are a confidence interval</extracomment>
        <translation>trung vị r %1 (95 %: %2 đến %3), khoảng tứ phân vị %4 (%5 đến %6)</translation>
    </message>
    <message>
        <source>discoveries so far (q &lt; %1): %2</source>
        <translation>phát hiện đến nay (q &lt; %1): %2</translation>
    </message>
    <message>
        <source>discoveries (q &lt; %1): %2</source>
        <extracomment>neurons whose q is below %1: %2</extracomment>
        <translation>phát hiện (q &lt; %1): %2</translation>
    </message>
    <message>
        <source>%1, by circular shifts, which mislead where the text drifts: fewer than 7 windows</source>
        <translation>%1, bằng phép dịch vòng, dễ gây hiểu lầm khi văn bản biến đổi dần: ít hơn 7 cửa sổ</translation>
    </message>
    <message>
        <source>%1 not finite (NaN or infinity), left out</source>
        <extracomment>%1 neurons or dimensions, such as &quot;3 neurons&quot;; follows other facts about a layer</extracomment>
        <translation>%1 không hữu hạn (NaN hoặc vô cực), bị bỏ ra</translation>
    </message>
    <message>
        <source>no {neuron|dimension} has an r</source>
        <translation>không {nơ-ron|chiều} nào có r</translation>
    </message>
</context>
<context>
    <name>LayersPlotData</name>
    <message>
        <source>Correlation r of activation with token length</source>
        <translation>Tương quan r giữa hoạt hóa và độ dài token</translation>
    </message>
    <message>
        <source>Correlation r of activation at %1 with token length</source>
        <extracomment>%1 is the name of a hook point</extracomment>
        <translation>Tương quan r giữa hoạt hóa tại %1 và độ dài token</translation>
    </message>
    <message>
        <source>%1: correlation with token length, layer by layer</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: tương quan với độ dài token, từng tầng một</translation>
    </message>
    <message>
        <source>%1: correlation with token length</source>
        <translation>%1: tương quan với độ dài token</translation>
    </message>
    <message>
        <source>Kernel density of {neurons|dimensions} over r</source>
        <translation>Mật độ hạt nhân của {nơ-ron|các chiều} theo r</translation>
    </message>
    <message>
        <source>Density of {neurons|dimensions} over r</source>
        <translation>Mật độ {nơ-ron|các chiều} theo r</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} per %1 of r, kernel density</source>
        <extracomment>%1 is a width on the r axis</extracomment>
        <translation>Số {nơ-ron|chiều} trên mỗi %1 của r, mật độ hạt nhân</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} per bin of %1</source>
        <extracomment>%1 is the width of a histogram bin on the r axis</extracomment>
        <translation>Số {nơ-ron|chiều} mỗi ngăn rộng %1</translation>
    </message>
</context>
<context>
    <name>LengthPlotData</name>
    <message>
        <source>Token length</source>
        <extracomment>%1 is a length that stands for all longer ones, too</extracomment>
        <translation>Độ dài token</translation>
    </message>
    <message>
        <source>Token length (%1: %1 or more)</source>
        <translation>Độ dài token (%1: từ %1 trở lên)</translation>
    </message>
    <message>
        <source>%1: activation by token length, layer by layer</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: hoạt hóa theo độ dài token, từng tầng một</translation>
    </message>
    <message>
        <source>%1: activation by token length</source>
        <translation>%1: hoạt hóa theo độ dài token</translation>
    </message>
    <message>
        <source>Mean activation, z-scored in each {neuron|dimension}</source>
        <extracomment>z: less the mean, divided by the standard deviation</extracomment>
        <translation>Hoạt hóa trung bình, chuẩn hóa z trong từng {nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>ModalityText</name>
    <message>
        <source>≤ %1</source>
        <extracomment>a probability that is at most %1</extracomment>
        <translation>≤ %1</translation>
    </message>
    <message>
        <source>Too few values</source>
        <translation>Quá ít giá trị</translation>
    </message>
    <message>
        <source>All values equal</source>
        <translation>Mọi giá trị bằng nhau</translation>
    </message>
    <message>
        <source>Unimodal not rejected</source>
        <translation>Không bác bỏ một đỉnh</translation>
    </message>
    <message>
        <source>Bimodal</source>
        <translation>Hai đỉnh</translation>
    </message>
    <message>
        <source>Multimodal</source>
        <translation>Nhiều đỉnh</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 values were used of %2</extracomment>
        <translation>%1 trong %2</translation>
    </message>
    <message>
        <source>Measured on a random sample of the values.</source>
        <translation>Đo trên một mẫu ngẫu nhiên của các giá trị.</translation>
    </message>
    <message>
        <source>p is adjusted when the run ends, and the verdicts with it.</source>
        <translation>p được hiệu chỉnh khi lượt chạy kết thúc, và nhận định theo đó.</translation>
    </message>
    <message>
        <source>The verdicts go by p, which is not adjusted here.</source>
        <translation>Nhận định dựa trên p, ở đây chưa hiệu chỉnh.</translation>
    </message>
    <message>
        <source>One of two Gaussians stands on nearly equal values: D and ΔBIC say little.</source>
        <translation>Một trong hai phân bố Gauss nằm trên các giá trị gần như bằng nhau: D và ΔBIC không nói được nhiều.</translation>
    </message>
    <message>
        <source>Values of one {neuron|dimension} or one token depend on each other: p is descriptive.</source>
        <translation>Các giá trị của cùng một {nơ-ron|chiều} hay một token phụ thuộc nhau: p chỉ có tính mô tả.</translation>
    </message>
</context>
<context>
    <name>ModelCatalog</name>
    <message>
        <source>Sample, 12 layers</source>
        <translation>Mẫu, 12 tầng</translation>
    </message>
    <message>
        <source>Sample, 24 layers</source>
        <translation>Mẫu, 24 tầng</translation>
    </message>
</context>
<context>
    <name>NeuronColumn</name>
    <message>
        <source>mean</source>
        <translation>trung bình</translation>
    </message>
    <message>
        <source>sd</source>
        <translation>độ lệch chuẩn</translation>
    </message>
    <message>
        <source>skew</source>
        <translation>bất đối xứng</translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation>độ nhọn</translation>
    </message>
    <message>
        <source>min</source>
        <translation>nhỏ nhất</translation>
    </message>
    <message>
        <source>max</source>
        <translation>lớn nhất</translation>
    </message>
    <message>
        <source>active</source>
        <translation>tỉ lệ hoạt hóa</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>r_freq</source>
        <translation>r tần suất</translation>
    </message>
    <message>
        <source>r_pos</source>
        <translation>r vị trí</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>r riêng phần</translation>
    </message>
    <message>
        <source>partial_pos</source>
        <translation>r riêng phần có vị trí</translation>
    </message>
    <message>
        <source>stratified</source>
        <translation>r nhóm tần suất</translation>
    </message>
    <message>
        <source>r_even</source>
        <translation>r cửa sổ chẵn</translation>
    </message>
    <message>
        <source>r_odd</source>
        <translation>r cửa sổ lẻ</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q</translation>
    </message>
    <message>
        <source>p_beyond</source>
        <translation>p ngoài tần suất</translation>
    </message>
    <message>
        <source>{neuron|dimension}</source>
        <translation>{nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>NeuronPlotData</name>
    <message>
        <source>Activation at %1</source>
        <extracomment>%1 is the name of a hook point</extracomment>
        <translation>Hoạt hóa tại %1</translation>
    </message>
    <message>
        <source>Token length</source>
        <translation>Độ dài token</translation>
    </message>
    <message>
        <source>Token length (%1: %1 or more)</source>
        <translation>Độ dài token (%1: từ %1 trở lên)</translation>
    </message>
    <message>
        <source>Token</source>
        <extracomment>a series of points in a plot</extracomment>
        <translation>Token</translation>
    </message>
    <message>
        <source>Mean with 95 % interval</source>
        <translation>Trung bình với khoảng tin cậy 95 %</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Trung bình</translation>
    </message>
    <message>
        <source>Position in the window</source>
        <translation>Vị trí trong cửa sổ</translation>
    </message>
    <message>
        <source>Mean activation</source>
        <translation>Hoạt hóa trung bình</translation>
    </message>
    <message>
        <source>%1, {neuron|dimension} %2</source>
        <extracomment>%1 is a hook point, %2 the number of a neuron</extracomment>
        <translation>%1, {nơ-ron|chiều} %2</translation>
    </message>
</context>
<context>
    <name>NeuronStatistic</name>
    <message>
        <source>Mean</source>
        <translation>Trung bình</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Độ lệch chuẩn</translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation>Độ bất đối xứng</translation>
    </message>
    <message>
        <source>Excess kurtosis</source>
        <translation>Độ nhọn dư</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Nhỏ nhất</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Lớn nhất</translation>
    </message>
    <message>
        <source>Active share</source>
        <translation>Tỉ lệ hoạt hóa</translation>
    </message>
    <message>
        <source>r with token length</source>
        <translation>r với độ dài token</translation>
    </message>
    <message>
        <source>r with token frequency</source>
        <translation>r với tần suất token</translation>
    </message>
    <message>
        <source>r with position</source>
        <translation>r với vị trí</translation>
    </message>
    <message>
        <source>Partial r given frequency</source>
        <translation>r riêng phần khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Partial r given frequency and position</source>
        <translation>r riêng phần khi giữ cố định tần suất và vị trí</translation>
    </message>
    <message>
        <source>r within strata of frequency</source>
        <translation>r trong từng nhóm tần suất</translation>
    </message>
    <message>
        <source>r with token length, even windows</source>
        <translation>r với độ dài token, cửa sổ chẵn</translation>
    </message>
    <message>
        <source>r with token length, odd windows</source>
        <translation>r với độ dài token, cửa sổ lẻ</translation>
    </message>
    <message>
        <source>Permutation p</source>
        <translation>p theo hoán vị</translation>
    </message>
    <message>
        <source>q over the run</source>
        <translation>q trên cả lượt chạy</translation>
    </message>
    <message>
        <source>p beyond frequency</source>
        <translation>p ngoài ảnh hưởng của tần suất</translation>
    </message>
</context>
<context>
    <name>NeuronText</name>
    <message>
        <source>r %1</source>
        <extracomment>a neuron&apos;s correlation with token length</extracomment>
        <translation>r %1</translation>
    </message>
    <message>
        <source>given frequency %1</source>
        <extracomment>the same with frequency held constant</extracomment>
        <translation>r khi giữ cố định tần suất %1</translation>
    </message>
    <message>
        <source>p %1</source>
        <extracomment>a probability</extracomment>
        <translation>p %1</translation>
    </message>
    <message>
        <source>q %1</source>
        <extracomment>a rate of false discoveries</extracomment>
        <translation>q %1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>trung bình %1</translation>
    </message>
    <message>
        <source>sd %1</source>
        <extracomment>standard deviation</extracomment>
        <translation>độ lệch chuẩn %1</translation>
    </message>
    <message>
        <source>dip %1 (p ≤ %2)</source>
        <extracomment>Hartigan&apos;s dip %1 with its probability %2</extracomment>
        <translation>dip %1 (p ≤ %2)</translation>
    </message>
    <message>
        <source>dip %1 (p %2)</source>
        <translation>dip %1 (p %2)</translation>
    </message>
    <message>
        <source>%1 of %2 tokens are shown, drawn at random; means are of all</source>
        <translation>hiện %1 trong %2 token, chọn ngẫu nhiên; trung bình là của tất cả</translation>
    </message>
    <message>
        <source>%1 values are not finite and left out</source>
        <translation>%1 giá trị không hữu hạn bị bỏ ra</translation>
    </message>
    <message>
        <source>intervals: 95 %, as if tokens did not depend on each other</source>
        <translation>khoảng tin cậy: 95 %, coi như các token không phụ thuộc nhau</translation>
    </message>
    <message>
        <source>Token %1 · id %2 · length %3 · count %4 · position %5 of window %6</source>
        <extracomment>%1 a token&apos;s number in the text, %2 its id, %3 its length, %4 how often it occurs, %5 and %6 its place</extracomment>
        <translation>Token %1 · mã %2 · độ dài %3 · số lần %4 · vị trí %5 của cửa sổ %6</translation>
    </message>
    <message>
        <source> · activation %1</source>
        <extracomment>follows what is said of a token</extracomment>
        <translation> · hoạt hóa %1</translation>
    </message>
    <message>
        <source>not finite at %1 tokens</source>
        <extracomment>NaN or infinity; %1 a number of tokens</extracomment>
        <translation>không hữu hạn ở %1 token</translation>
    </message>
</context>
<context>
    <name>NeuronTextPage</name>
    <message>
        <source>The tokens are being put into words…</source>
        <translation>Đang chuyển các token thành chữ…</translation>
    </message>
    <message>
        <source>What the tokens say is not known.</source>
        <translation>Không rõ các token là chữ gì.</translation>
    </message>
</context>
<context>
    <name>NumberText</name>
    <message>
        <source>%1 %</source>
        <extracomment>a percentage</extracomment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ReportTables</name>
    <message>
        <source>%1 to %2</source>
        <extracomment>an interval between two numbers</extracomment>
        <translation>%1 đến %2</translation>
    </message>
    <message>
        <source>r with token length, layer by layer</source>
        <translation>r với độ dài token, từng tầng một</translation>
    </message>
    <message>
        <source>Median r</source>
        <translation>Trung vị r</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>Khoảng tin cậy 95 %</translation>
    </message>
    <message>
        <source>Quartiles</source>
        <translation>Tứ phân vị</translation>
    </message>
    <message>
        <source>Interquartile range</source>
        <translation>Khoảng tứ phân vị</translation>
    </message>
    <message>
        <source>r &gt; 0</source>
        <translation>r &gt; 0</translation>
    </message>
    <message>
        <source>Discoveries</source>
        <translation>Phát hiện</translation>
    </message>
    <message>
        <source>Without r</source>
        <translation>Không có r</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Vùng</translation>
    </message>
    <message>
        <source>Peaks of the activations of shorter, equal and longer tokens</source>
        <translation>Đỉnh hoạt hóa của token ngắn hơn, bằng và dài hơn</translation>
    </message>
    <message>
        <source>Verdict</source>
        <extracomment>of the test for one peak; a probability; Ashman&apos;s D</extracomment>
        <translation>Nhận định</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Length or frequency, layer by layer</source>
        <translation>Độ dài hay tần suất, từng tầng một</translation>
    </message>
    <message>
        <source>Descriptions of how r changes over depth</source>
        <translation>Các cách mô tả r thay đổi theo độ sâu</translation>
    </message>
    <message>
        <source>The least BIC (Bayesian information criterion) is best.</source>
        <translation>BIC (tiêu chuẩn thông tin Bayes) nhỏ nhất là tốt nhất.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Mô tả</translation>
    </message>
    <message>
        <source>BIC</source>
        <translation>BIC</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Được chọn</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>Measures of both runs</source>
        <translation>Số đo của hai lượt chạy</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Số đo</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Ý nghĩa</translation>
    </message>
    <message>
        <source>Layer of %1</source>
        <extracomment>head of a column: %1 is the name of a run</extracomment>
        <translation>Tầng của %1</translation>
    </message>
    <message>
        <source>Median r, %1</source>
        <extracomment>head of a column: %1 is the name of a run</extracomment>
        <translation>Trung vị r, %1</translation>
    </message>
    <message>
        <source>Interquartile range, %1</source>
        <extracomment>head of a column: %1 is the name of a run</extracomment>
        <translation>Khoảng tứ phân vị, %1</translation>
    </message>
    <message>
        <source>Both runs at equal relative depth</source>
        <translation>Hai lượt chạy ở cùng độ sâu tương đối</translation>
    </message>
    <message>
        <source>Relative depth</source>
        <translation>Độ sâu tương đối</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Khoảng cách</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>Sàn nhiễu</translation>
    </message>
    <message>
        <source>Over {neurons|dimensions}. Interval: by leaving out one window at a time (jackknife). Discoveries: {neurons|dimensions} with q below the run&apos;s rate of false discoveries. Without r: {neurons|dimensions} with one value everywhere, or with values that are no numbers.</source>
        <translation>Trên các {nơ-ron|chiều}. Khoảng tin cậy: bằng cách lần lượt bỏ một cửa sổ (jackknife). Phát hiện: {nơ-ron|chiều} có q dưới tỉ lệ phát hiện sai của lượt chạy. Không có r: {nơ-ron|chiều} chỉ có một giá trị, hoặc có giá trị không phải là số.</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions}</source>
        <translation>{Nơ-ron|Chiều}</translation>
    </message>
    <message>
        <source>Every {neuron|dimension} at every token, of a random sample where there are many. Values of one {neuron|dimension} or one token depend on each other: p is descriptive. p: of Hartigan&apos;s dip test, adjusted over the run. D: Ashman&apos;s distance of the two Gaussians.</source>
        <translation>Mọi {nơ-ron|chiều} tại mọi token, lấy mẫu ngẫu nhiên khi có nhiều. Các giá trị của cùng một {nơ-ron|chiều} hay một token phụ thuộc nhau: p chỉ có tính mô tả. p: của kiểm định dip Hartigan, hiệu chỉnh trên cả lượt chạy. D: khoảng cách Ashman giữa hai phân bố Gauss.</translation>
    </message>
    <message>
        <source>Distance: Wasserstein-1, how far r would have to be moved, on average over {neurons|dimensions}, to turn one distribution into the other. Noise floor: what two texts of this length would differ by on one model, from odd against even windows.</source>
        <translation>Khoảng cách: Wasserstein-1, phải dời r bao xa, tính trung bình trên các {nơ-ron|chiều}, để biến phân bố này thành phân bố kia. Sàn nhiễu: hai văn bản dài như thế khác nhau bao nhiêu trên cùng mô hình, tính từ cửa sổ lẻ so với chẵn.</translation>
    </message>
</context>
<context>
    <name>ReproduceCommand</name>
    <message>
        <source>%1 is the folder of the model, here seen from the current folder.</source>
        <extracomment>%1 is the name of a folder</extracomment>
        <translation>%1 là thư mục của mô hình, ở đây nhìn từ thư mục hiện hành.</translation>
    </message>
    <message>
        <source>%1 is the folder of the model, here seen from the current folder; the SHA-256 of its weights is %2.</source>
        <extracomment>%1 is the name of a folder, %2 a digest</extracomment>
        <translation>%1 là thư mục của mô hình, ở đây nhìn từ thư mục hiện hành; SHA-256 của trọng số là %2.</translation>
    </message>
    <message>
        <source>Without --text, analyze reads the text that is shipped with the program.</source>
        <translation>Không có --text thì analyze đọc văn bản kèm theo chương trình.</translation>
    </message>
    <message>
        <source>%1 holds the token ids as JSON.</source>
        <extracomment>%1 is the name of a file</extracomment>
        <translation>%1 chứa mã token dưới dạng JSON.</translation>
    </message>
    <message>
        <source>%1 is a file with the text, whose SHA-256 is %2.</source>
        <extracomment>%1 is the name of a file, %2 a digest</extracomment>
        <translation>%1 là tệp chứa văn bản, SHA-256 của nó là %2.</translation>
    </message>
    <message>
        <source>This run did not read all layers; the command does.</source>
        <translation>Lượt chạy này không đọc hết các tầng; lệnh trên thì đọc hết.</translation>
    </message>
    <message>
        <source>The text is a sample of FineWeb, which analyze fetches where it has not been fetched before; the SHA-256 of this one is %1.</source>
        <extracomment>%1 is a digest</extracomment>
        <translation>Văn bản là mẫu của FineWeb, analyze sẽ tải về nếu chưa tải trước đó; SHA-256 của văn bản này là %1.</translation>
    </message>
</context>
<context>
    <name>RunCaption</name>
    <message>
        <source>frequency: counts in the text</source>
        <extracomment>where token frequency comes from</extracomment>
        <translation>tần suất: số đếm trong văn bản</translation>
    </message>
    <message>
        <source>frequency: BPE rank</source>
        <extracomment>where token frequency comes from</extracomment>
        <translation>tần suất: thứ hạng BPE</translation>
    </message>
    <message>
        <source>frequency: %1</source>
        <extracomment>where token frequency comes from; %1 is the name of a file</extracomment>
        <translation>tần suất: %1</translation>
    </message>
    <message>
        <source>leading space not counted</source>
        <translation>không tính dấu cách đầu</translation>
    </message>
    <message>
        <source>without the first token of each window</source>
        <translation>bỏ token đầu của mỗi cửa sổ</translation>
    </message>
    <message>
        <source>without newlines</source>
        <translation>bỏ dấu xuống dòng</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>trọng số ngẫu nhiên</translation>
    </message>
    <message>
        <source>K = %1, q &lt; %2</source>
        <translation>%1 hoán vị, q &lt; %2</translation>
    </message>
    <message>
        <source>no permutations</source>
        <translation>không hoán vị</translation>
    </message>
    <message>
        <source>circular shifts instead of window permutations</source>
        <translation>dịch vòng thay cho hoán vị các cửa sổ</translation>
    </message>
    <message>
        <source>seed %1</source>
        <extracomment>of random numbers</extracomment>
        <translation>số khởi tạo ngẫu nhiên %1</translation>
    </message>
    <message>
        <source>model %1</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>mô hình %1</translation>
    </message>
    <message>
        <source>text %1</source>
        <extracomment>%1 is the name of a text</extracomment>
        <translation>văn bản %1</translation>
    </message>
    <message>
        <source>%1 of %2 layers</source>
        <translation>%1 trong %2 tầng</translation>
    </message>
    <message>
        <source>%1 (SHA-256 %2)</source>
        <extracomment>%1 is the name of a model or a text, %2 the beginning of its digest</extracomment>
        <translation>%1 (SHA-256 %2)</translation>
    </message>
    <message>
        <source>windows end with documents</source>
        <translation>cửa sổ kết thúc theo tài liệu</translation>
    </message>
    <message>
        <source>%1 tokens in %2 windows of at most %3</source>
        <extracomment>%1 is a number of tokens, %2 of windows, %3 of tokens in the longest of them</extracomment>
        <translation>%1 token trong %2 cửa sổ dài nhiều nhất %3</translation>
    </message>
</context>
<context>
    <name>RunFailure</name>
    <message>
        <source>A file or folder is missing</source>
        <translation>Thiếu tệp hoặc thư mục</translation>
    </message>
    <message>
        <source>A file cannot be read</source>
        <translation>Không đọc được tệp</translation>
    </message>
    <message>
        <source>The file cannot be written</source>
        <translation>Không ghi được tệp</translation>
    </message>
    <message>
        <source>The file is not what it should be</source>
        <translation>Tệp không đúng như phải có</translation>
    </message>
    <message>
        <source>This kind of model is not supported</source>
        <translation>Loại mô hình này không được hỗ trợ</translation>
    </message>
    <message>
        <source>The model&apos;s files contradict each other</source>
        <translation>Các tệp của mô hình mâu thuẫn nhau</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Không đủ bộ nhớ</translation>
    </message>
    <message>
        <source>These settings do not fit together</source>
        <translation>Các thiết lập này không khớp nhau</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>Đã xảy ra lỗi ngoài dự kiến</translation>
    </message>
    <message>
        <source>The download did not work</source>
        <translation>Tải xuống không thành công</translation>
    </message>
</context>
<context>
    <name>RunFigures</name>
    <message>
        <source>Median of r with length over depth: as it is, and with the token&apos;s frequency (and position) held constant.</source>
        <translation>Trung vị của r với độ dài theo độ sâu: r thô, và r khi giữ cố định tần suất (và vị trí) của token.</translation>
    </message>
    <message>
        <source>The text itself: how many distinct tokens have which length and which frequency. Where both go together, one can stand for the other.</source>
        <translation>Chính văn bản: bao nhiêu token khác nhau có độ dài nào và tần suất nào. Khi hai thứ đi cùng nhau, cái này có thể đại diện cho cái kia.</translation>
    </message>
    <message>
        <source>Both densities at relative depth %1, where they are furthest apart.</source>
        <translation>Cả hai mật độ ở độ sâu tương đối %1, nơi chúng xa nhau nhất.</translation>
    </message>
    <message>
        <source>How far the two distributions of r are apart over relative depth (Wasserstein-1 distance with its 95 % interval), and what two texts of this length would differ by on one model: the noise floor.</source>
        <translation>Hai phân bố r cách nhau bao xa theo độ sâu tương đối (khoảng cách Wasserstein-1 với khoảng tin cậy 95 %), và hai văn bản dài như thế khác nhau bao nhiêu trên cùng mô hình: sàn nhiễu.</translation>
    </message>
    <message>
        <source>Median of r of both runs over relative depth, with its 95 % interval.</source>
        <translation>Trung vị của r của hai lượt chạy theo độ sâu tương đối, với khoảng tin cậy 95 %.</translation>
    </message>
    <message>
        <source>Interquartile range of r of both runs over relative depth.</source>
        <translation>Khoảng tứ phân vị của r của hai lượt chạy theo độ sâu tương đối.</translation>
    </message>
    <message>
        <source>How many {neurons|dimensions} have which correlation r between their {activation|value} and the length of {the token they see|the token}: one line a layer, from first (dark) to last (light).</source>
        <translation>Bao nhiêu {nơ-ron|chiều} có tương quan r nào giữa {hoạt hóa|giá trị} của chúng và độ dài {token chúng thấy|token}: mỗi tầng một đường, từ tầng đầu (tối) đến tầng cuối (sáng).</translation>
    </message>
    <message>
        <source>The same as a heatmap: a row a layer, from first (top) to last (bottom); colour shows the number of {neurons|dimensions}.</source>
        <translation>Như trên, dưới dạng bản đồ nhiệt: mỗi tầng một hàng, từ tầng đầu (trên) đến tầng cuối (dưới); màu cho biết số {nơ-ron|chiều}.</translation>
    </message>
    <message>
        <source>%1: {activations|values} for tokens shorter than, as long as and longer than the median token: every {neuron|dimension} at every token. Vertical lines are medians; long thin tails are left out.</source>
        <extracomment>%1 is &quot;Layer 3&quot;, or the name of a hook point</extracomment>
        <translation>%1: {hoạt hóa|giá trị} với token ngắn hơn, dài bằng và dài hơn token trung vị: mọi {nơ-ron|chiều} tại mọi token. Đường dọc là trung vị; phần đuôi dài và mỏng được lược bỏ.</translation>
    </message>
    <message>
        <source>How many {neurons|dimensions} have which partial correlation with length, given the token&apos;s frequency: a row a layer.</source>
        <translation>Bao nhiêu {nơ-ron|chiều} có tương quan riêng phần nào với độ dài, khi giữ cố định tần suất của token: mỗi tầng một hàng.</translation>
    </message>
    <message>
        <source>Median of r over {neurons|dimensions}, layer by layer, with its 95 % interval from leaving out one window at a time, and the functional zones where there are any.</source>
        <translation>Trung vị của r trên các {nơ-ron|chiều}, từng tầng một, với khoảng tin cậy 95 % có được khi lần lượt bỏ một cửa sổ, và các vùng chức năng nếu có.</translation>
    </message>
    <message>
        <source>Interquartile range of r over {neurons|dimensions}, layer by layer: small where {neurons|dimensions} hardly respond to length.</source>
        <translation>Khoảng tứ phân vị của r trên các {nơ-ron|chiều}, từng tầng một: nhỏ ở nơi {nơ-ron|các chiều} hầu như không đáp ứng với độ dài.</translation>
    </message>
    <message>
        <source>Mean {activation|value} by token length, one line a layer, from first (dark) to last (light); each {neuron|dimension} is z-scored, so that all count alike.</source>
        <translation>{Hoạt hóa|Giá trị} trung bình theo độ dài token, mỗi tầng một đường, từ tầng đầu (tối) đến tầng cuối (sáng); mỗi {nơ-ron|chiều} được chuẩn hóa z để mọi {nơ-ron|chiều} có vai trò như nhau.</translation>
    </message>
    <message>
        <source>Density of {neurons|dimensions} over r, a row a layer, on one colour scale and one r axis; first layer meets first, last meets last.</source>
        <translation>Mật độ {nơ-ron|các chiều} theo r, mỗi tầng một hàng, trên cùng thang màu và cùng trục r; tầng đầu ứng với tầng đầu, tầng cuối ứng với tầng cuối.</translation>
    </message>
    <message>
        <source>The first run&apos;s density less the second&apos;s at the same relative depth: red where the first has more {neurons|dimensions}, blue where the second has.</source>
        <translation>Mật độ của lượt chạy thứ nhất trừ của lượt chạy thứ hai ở cùng độ sâu tương đối: đỏ ở nơi lượt thứ nhất có nhiều {nơ-ron|chiều} hơn, xanh ở nơi lượt thứ hai có nhiều hơn.</translation>
    </message>
    <message>
        <source>Median of r of each run over relative depth, tinted with its functional zones.</source>
        <translation>Trung vị của r của mỗi lượt chạy theo độ sâu tương đối, tô màu theo các vùng chức năng của nó.</translation>
    </message>
    <message>
        <source>Dip of the values at shorter tokens over relative depth; hollow points do not reject a single peak.</source>
        <translation>Dip của các giá trị ở token ngắn hơn theo độ sâu tương đối; điểm rỗng không bác bỏ giả thuyết một đỉnh.</translation>
    </message>
    <message>
        <source>How much of r is left with the token&apos;s frequency held constant, of both runs over relative depth.</source>
        <translation>r còn lại bao nhiêu khi giữ cố định tần suất của token, của cả hai lượt chạy theo độ sâu tương đối.</translation>
    </message>
</context>
<context>
    <name>RunProvenance</name>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>counts in the text</source>
        <extracomment>where token frequency comes from</extracomment>
        <translation>số đếm trong văn bản</translation>
    </message>
    <message>
        <source>rank in the tokenizer&apos;s vocabulary</source>
        <extracomment>where token frequency comes from</extracomment>
        <translation>thứ hạng trong bộ từ vựng của bộ tách token</translation>
    </message>
    <message>
        <source>the table %1</source>
        <extracomment>where token frequency comes from; %1 is the name of a file</extracomment>
        <translation>bảng %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>%1 permutations; of the windows, circular shifts</source>
        <extracomment>how correlations are tested</extracomment>
        <translation>%1 hoán vị; với cửa sổ thì dịch vòng</translation>
    </message>
    <message>
        <source>%1 permutations</source>
        <translation>%1 hoán vị</translation>
    </message>
    <message>
        <source>%1 layers, hidden size %2, %3 neurons a layer, %4 heads</source>
        <translation>%1 tầng, kích thước ẩn %2, %3 nơ-ron mỗi tầng, %4 đầu chú ý</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 ký tự</translation>
    </message>
    <message>
        <source>%1; ill-formed UTF-8 was replaced in %2 places</source>
        <extracomment>%1 says how many characters</extracomment>
        <translation>%1; UTF-8 không hợp lệ đã được thay ở %2 chỗ</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 giây</translation>
    </message>
    <message>
        <source>preparation %1</source>
        <translation>chuẩn bị %1</translation>
    </message>
    <message>
        <source>attention with its projections %1</source>
        <translation>chú ý cùng các phép chiếu %1</translation>
    </message>
    <message>
        <source>MLP %1</source>
        <translation>MLP %1</translation>
    </message>
    <message>
        <source>statistics while reading %1</source>
        <translation>thống kê trong khi đọc %1</translation>
    </message>
    <message>
        <source>summaries of layers %1</source>
        <translation>tổng kết các tầng %1</translation>
    </message>
    <message>
        <source>%1 in all (%2)</source>
        <translation>tổng cộng %1 (%2)</translation>
    </message>
    <message>
        <source>complete, %1 layers</source>
        <translation>trọn vẹn, %1 tầng</translation>
    </message>
    <message>
        <source>stopped after %1 of %2 layers</source>
        <extracomment>%1 of %2 layers</extracomment>
        <translation>dừng sau %1 trong %2 tầng</translation>
    </message>
    <message>
        <source>still going, %1 of %2 layers</source>
        <extracomment>%1 of %2 layers</extracomment>
        <translation>đang chạy, %1 trong %2 tầng</translation>
    </message>
    <message>
        <source>not known</source>
        <extracomment>of a SHA-256</extracomment>
        <translation>không rõ</translation>
    </message>
    <message>
        <source>none: the weights were drawn from the seed</source>
        <extracomment>of the digest of a model&apos;s weights</extracomment>
        <translation>không có: trọng số được rút ngẫu nhiên từ số khởi tạo ngẫu nhiên</translation>
    </message>
    <message>
        <source>Hook point</source>
        <translation>Điểm móc</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 in %2 windows; at most %3 were asked for</source>
        <extracomment>%1 a number of tokens, %2 of windows, %3 of tokens at most</extracomment>
        <translation>%1 trong %2 cửa sổ; yêu cầu nhiều nhất %3</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Cửa sổ</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>Leading space counts as length</source>
        <translation>Dấu cách đầu được tính vào độ dài</translation>
    </message>
    <message>
        <source>First token of each window left out</source>
        <translation>Bỏ token đầu của mỗi cửa sổ</translation>
    </message>
    <message>
        <source>Tokens with a line break left out</source>
        <translation>Bỏ token có dấu xuống dòng</translation>
    </message>
    <message>
        <source>Token frequency</source>
        <translation>Tần suất token</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Kiểm định</translation>
    </message>
    <message>
        <source>Rate of false discoveries</source>
        <translation>Tỉ lệ phát hiện sai</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Trọng số ngẫu nhiên</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Số khởi tạo ngẫu nhiên</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Chương trình</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lượt chạy</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Bắt đầu lúc</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Mô hình</translation>
    </message>
    <message>
        <source>Shape of the model</source>
        <translation>Hình dạng mô hình</translation>
    </message>
    <message>
        <source>SHA-256 of its weights</source>
        <translation>SHA-256 của trọng số</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Văn bản</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Kích thước văn bản</translation>
    </message>
    <message>
        <source>SHA-256 of the text</source>
        <translation>SHA-256 của văn bản</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Độ chính xác</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Luồng</translation>
    </message>
    <message>
        <source>Linear algebra (BLAS)</source>
        <translation>Đại số tuyến tính (BLAS)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a line of metadata: %1 a name, %2 its value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Windows end with documents</source>
        <translation>Cửa sổ kết thúc theo tài liệu</translation>
    </message>
    <message>
        <source>Source and licence of the text</source>
        <translation>Nguồn và giấy phép của văn bản</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>that the user gave a run</extracomment>
        <translation>Tên</translation>
    </message>
</context>
<context>
    <name>SelectionText</name>
    <message>
        <source>r %1 to %2</source>
        <extracomment>an interval of the correlation r</extracomment>
        <translation>r %1 đến %2</translation>
    </message>
    <message>
        <source>token %1</source>
        <extracomment>%1 is the number of a token of the text</extracomment>
        <translation>token %1</translation>
    </message>
</context>
<context>
    <name>TextPreviewData</name>
    <message>
        <source>less than 0.1 %</source>
        <extracomment>a share of a text</extracomment>
        <translation>dưới 0,1 %</translation>
    </message>
    <message>
        <source>one window</source>
        <extracomment>%1 is a number of windows, at least two</extracomment>
        <translation>một cửa sổ</translation>
    </message>
    <message>
        <source>%1 windows</source>
        <translation>%1 cửa sổ</translation>
    </message>
    <message>
        <source>Token length in characters (%1: so many or more)</source>
        <translation>Độ dài token tính bằng ký tự (%1: từ chừng ấy trở lên)</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>trung vị %1</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <extracomment>a token length or more</extracomment>
        <translation>từ %1 trở lên</translation>
    </message>
    <message>
        <source>Length %1: %2 tokens, %3 %</source>
        <extracomment>%1 a token length, %2 how many tokens have it, %3 their share in per cent</extracomment>
        <translation>Độ dài %1: %2 token, %3 %</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them distinct</source>
        <extracomment>%1 is a number of tokens, %2 of those that differ</extracomment>
        <translation>%1 token, trong đó %2 khác nhau</translation>
    </message>
    <message>
        <source>of %1 documents</source>
        <extracomment>in the whole text, %1 is their number</extracomment>
        <translation>của %1 tài liệu</translation>
    </message>
    <message>
        <source>%1 of the text</source>
        <extracomment>of the text, %1 a share such as &quot;37 %&quot;</extracomment>
        <translation>%1 của văn bản</translation>
    </message>
    <message>
        <source>the whole text</source>
        <translation>toàn văn bản</translation>
    </message>
    <message>
        <source>median length %1</source>
        <extracomment>of token lengths</extracomment>
        <translation>độ dài trung vị %1</translation>
    </message>
</context>
<context>
    <name>TokenExcerpt</name>
    <message>
        <source>%1[%2]%3</source>
        <extracomment>a token between what stands before and after it in the text</extracomment>
        <translation>%1[%2]%3</translation>
    </message>
</context>
<context>
    <name>TokenReading</name>
    <message>
        <source>token %1</source>
        <extracomment>%1 is a token&apos;s number in the text</extracomment>
        <translation>token %1</translation>
    </message>
    <message>
        <source>id %1</source>
        <extracomment>%1 is the number of a token in the vocabulary</extracomment>
        <translation>mã %1</translation>
    </message>
    <message>
        <source>length %1</source>
        <extracomment>of a token, in characters</extracomment>
        <translation>độ dài %1</translation>
    </message>
    <message>
        <source>count %1</source>
        <extracomment>how often a token occurs in the text</extracomment>
        <translation>số lần %1</translation>
    </message>
    <message>
        <source>window %1, position %2</source>
        <extracomment>%1 is the number of a window, %2 of a token in it</extracomment>
        <translation>cửa sổ %1, vị trí %2</translation>
    </message>
    <message>
        <source>left out of the statistics</source>
        <translation>không tính vào thống kê</translation>
    </message>
</context>
<context>
    <name>ViewRegistry</name>
    <message>
        <source>Layers</source>
        <translation>Tầng</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>Biểu đồ tần số</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Độ dài</translation>
    </message>
    <message>
        <source>Length or frequency</source>
        <translation>Độ dài hay tần suất</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Vùng</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Nơ-ron</translation>
    </message>
</context>
<context>
    <name>ZonesPlotData</name>
    <message>
        <source>%1 % of %2 bootstraps</source>
        <extracomment>how often a repetition agrees: %1 a percentage, %2 a number of repetitions
----------
beside a boundary: %1 a percentage, %2 a number of repetitions that agree</extracomment>
        <translation>%1 % trong %2 mẫu bootstrap</translation>
    </message>
    <message>
        <source>%1 % of %2 bootstraps, %3 of %4 windows left out</source>
        <extracomment>how often a repetition agrees: %1 a percentage, %2 a number of repetitions; %4 repetitions without one window of the text each, of which %3 agree</extracomment>
        <translation>%1 % trong %2 mẫu bootstrap, %3 trong %4 lần bỏ một cửa sổ</translation>
    </message>
    <message>
        <source>%1 of %2 windows left out</source>
        <extracomment>beside a boundary: repetitions without one window of the text each; %1 of %2 agree</extracomment>
        <translation>%1 trong %2 lần bỏ một cửa sổ</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>a range of layers</extracomment>
        <translation>%1 đến %2</translation>
    </message>
    <message>
        <source>%1 zones: layers %2.</source>
        <extracomment>%1 a number, %2 a list of ranges of layers such as &quot;0; 1 to 8; 9 to 11&quot;</extracomment>
        <translation>%1 vùng: các tầng %2.</translation>
    </message>
    <message>
        <source>before layer %1 in %2</source>
        <extracomment>%1 a layer, %2 how stable the boundary before it is</extracomment>
        <translation>trước tầng %1 ở %2</translation>
    </message>
    <message>
        <source>Boundaries: %1.</source>
        <extracomment>%1 a list of boundaries</extracomment>
        <translation>Ranh giới: %1.</translation>
    </message>
    <message>
        <source>The same number of zones in %1.</source>
        <extracomment>%1 how stable it is</extracomment>
        <translation>Cùng số vùng ở %1.</translation>
    </message>
    <message>
        <source>This hook point is there once, outside the layers: there are no zones to look for.</source>
        <translation>Điểm móc này chỉ có một, nằm ngoài các tầng: không có vùng nào để tìm.</translation>
    </message>
    <message>
        <source>Too few layers to tell zones apart: fewer than %1 have a distribution of r.</source>
        <extracomment>%1 a number of layers</extracomment>
        <translation>Quá ít tầng để phân biệt các vùng: ít hơn %1 tầng có phân bố r.</translation>
    </message>
    <message>
        <source>One zone: r changes no more over depth than layers differ anyway. The same in %1.</source>
        <extracomment>%1 how stable this is</extracomment>
        <translation>Một vùng: theo độ sâu r không thay đổi nhiều hơn mức khác nhau sẵn có giữa các tầng. Giống vậy ở %1.</translation>
    </message>
    <message>
        <source>Gradual, no zones: a straight-line change over depth describes r better than any zones. The same in %1.</source>
        <extracomment>%1 how stable this is</extracomment>
        <translation>Dần dần, không có vùng: thay đổi theo đường thẳng mô tả r tốt hơn mọi cách chia vùng. Giống vậy ở %1.</translation>
    </message>
    <message>
        <source>Zone %1</source>
        <translation>Vùng %1</translation>
    </message>
    <message>
        <source>IQR of r</source>
        <extracomment>interquartile range; r is the correlation</extracomment>
        <translation>IQR của r</translation>
    </message>
    <message>
        <source>Median of r</source>
        <translation>Trung vị r</translation>
    </message>
    <message>
        <source>%1: interquartile range of r over depth</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: khoảng tứ phân vị của r theo độ sâu</translation>
    </message>
    <message>
        <source>Interquartile range of r</source>
        <translation>Khoảng tứ phân vị của r</translation>
    </message>
    <message>
        <source>%1: median of r over depth, with its 95 % interval</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>%1: trung vị của r theo độ sâu, với khoảng tin cậy 95 %</translation>
    </message>
    <message>
        <source>Zones are found when the run ends.</source>
        <translation>Các vùng được tìm khi lượt chạy kết thúc.</translation>
    </message>
    <message>
        <source>The run ended before zones were looked for: press Run to start again.</source>
        <translation>Lượt chạy kết thúc trước khi tìm vùng: hãy bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>1 zone</source>
        <translation>1 vùng</translation>
    </message>
    <message>
        <source>%1 zones</source>
        <translation>%1 vùng</translation>
    </message>
    <message>
        <source>Straight line</source>
        <translation>Đường thẳng</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::AboutDialog</name>
    <message>
        <source>About Bathyscope</source>
        <translation>Giới thiệu Bathyscope</translation>
    </message>
    <message>
        <source>A look into the depth of a language model: how its neurons respond to the length of the words they read, layer by layer.</source>
        <translation>Nhìn vào chiều sâu của một mô hình ngôn ngữ: các nơ-ron của nó đáp ứng thế nào với độ dài của những từ mà chúng đọc, từng tầng một.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>Phần mềm tự do theo Giấy phép Công cộng GNU, phiên bản 3 trở lên. Không kèm bảo hành nào.</translation>
    </message>
    <message>
        <source>Built on %1.</source>
        <extracomment>%1 is a list of names</extracomment>
        <translation>Xây dựng trên %1.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Giấy phép</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ColorScaleBar</name>
    <message>
        <source>Colours: %1 from %2 to %3</source>
        <extracomment>the colours of a text: %1 is what they mean, %2 and %3 the values of the first and the last</extracomment>
        <translation>Màu: %1 từ %2 đến %3</translation>
    </message>
    <message>
        <source>The last colour stands for larger values, too: one token in 200 may have them.</source>
        <translation>Màu cuối cũng đại diện cho các giá trị lớn hơn: cứ 200 token có thể có một token như vậy.</translation>
    </message>
    <message>
        <source>The colours on either side of %1. The first and the last stand for values beyond them, too: one token in 200 may have them.</source>
        <translation>Màu ở hai phía của %1. Màu đầu và màu cuối cũng đại diện cho các giá trị xa hơn nữa: cứ 200 token có thể có một token như vậy.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::CompareView</name>
    <message>
        <source>Heatmaps</source>
        <translation>Bản đồ nhiệt</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Hiệu</translation>
    </message>
    <message>
        <source>Density at a depth</source>
        <translation>Mật độ ở một độ sâu</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Khoảng cách</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Theo độ sâu</translation>
    </message>
    <message>
        <source>Sho&amp;w:</source>
        <translation>Xe&amp;m:</translation>
    </message>
    <message>
        <source>Reset &amp;zoom</source>
        <translation>Đặt &amp;lại thu phóng</translation>
    </message>
    <message>
        <source>What the comparison says</source>
        <translation>Kết quả so sánh</translation>
    </message>
    <message>
        <source>What else differs between the runs</source>
        <translation>Hai lượt chạy còn khác nhau ở đâu</translation>
    </message>
    <message>
        <source>Appears when both runs have finished a layer.</source>
        <translation>Hiện ra khi cả hai lượt chạy đã xong một tầng.</translation>
    </message>
    <message>
        <source>Choose a depth: click a row of a heatmap or a point over depth.</source>
        <translation>Hãy chọn một độ sâu: nhấp vào một hàng của bản đồ nhiệt hoặc một điểm theo độ sâu.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Đang so sánh…</translation>
    </message>
    <message>
        <source>The runs cannot be compared: %1.</source>
        <extracomment>%1 is what went wrong</extracomment>
        <translation>Không thể so sánh hai lượt chạy: %1.</translation>
    </message>
    <message>
        <source>Mind what else differs. %1</source>
        <extracomment>before sentences that say what else is different</extracomment>
        <translation>Hãy lưu ý những khác biệt khác. %1</translation>
    </message>
    <message>
        <source>Each layer appears here as soon as it is finished…</source>
        <translation>Mỗi tầng hiện ra ở đây ngay khi xong…</translation>
    </message>
    <message>
        <source>Tick two runs in the list of runs to see them side by side. One that has just been started appears as soon as its model and text are read.</source>
        <translation>Đánh dấu hai lượt chạy trong danh sách để xem chúng cạnh nhau. Lượt vừa bắt đầu sẽ hiện ra ngay khi mô hình và văn bản đã được đọc.</translation>
    </message>
    <message>
        <source>Relative depth %1, r = %2</source>
        <extracomment>%1 a relative depth, %2 a value of r</extracomment>
        <translation>Độ sâu tương đối %1, r = %2</translation>
    </message>
    <message>
        <source>%1: not finished</source>
        <extracomment>of a run whose layer is not finished; %1 its name</extracomment>
        <translation>%1: chưa xong</translation>
    </message>
    <message>
        <source>%1: density %2</source>
        <extracomment>%1 name of a run, %2 density of neurons</extracomment>
        <translation>%1: mật độ %2</translation>
    </message>
    <message>
        <source>Point at a row or a point to read its values; click it to choose its depth.</source>
        <translation>Trỏ vào một hàng hay một điểm để đọc giá trị; nhấp để chọn độ sâu của nó.</translation>
    </message>
    <message>
        <source>&amp;Copy table</source>
        <translation>Sao chép &amp;bảng</translation>
    </message>
    <message>
        <source>What is shown of both runs: the density of r in every layer, the difference of the densities, both densities at the chosen depth, how far they are apart over depth, median and interquartile range over depth, zones, peaks, what frequency leaves of r, or all measures.</source>
        <translation>Xem gì của hai lượt chạy: mật độ r ở mọi tầng, hiệu của hai mật độ, cả hai mật độ ở độ sâu đã chọn, khoảng cách giữa chúng theo độ sâu, trung vị và khoảng tứ phân vị theo độ sâu, các vùng, các đỉnh, phần r còn lại khi giữ cố định tần suất, hoặc mọi số đo.</translation>
    </message>
    <message>
        <source>Whose activations are looked at.</source>
        <translation>Xem hoạt hóa của nhóm nào.</translation>
    </message>
    <message>
        <source>&amp;Observation:</source>
        <translation>&amp;Quan sát:</translation>
    </message>
    <message>
        <source>What is counted once, as in the histograms.</source>
        <translation>Cái gì được đếm một lần, như trong biểu đồ tần số.</translation>
    </message>
    <message>
        <source>Hel&amp;d constant:</source>
        <translation>Giữ cố địn&amp;h:</translation>
    </message>
    <message>
        <source>How frequency is held constant in the dashed lines.</source>
        <translation>Tần suất được giữ cố định thế nào ở các đường nét đứt.</translation>
    </message>
    <message>
        <source>Shows the whole axis of the plots again. In a plot: double click or Home.</source>
        <translation>Hiện lại toàn bộ trục của các biểu đồ. Trong biểu đồ: nhấp đúp hoặc Home.</translation>
    </message>
    <message>
        <source>Copies all measures, for a spreadsheet.</source>
        <translation>Sao chép mọi số đo cho bảng tính.</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Các vùng</translation>
    </message>
    <message>
        <source>Share of layers that reject a single peak, in the first and the second run</source>
        <translation>Tỉ lệ tầng bác bỏ một đỉnh, ở lượt chạy thứ nhất và thứ hai</translation>
    </message>
    <message>
        <source>Share of layers that reject a single peak, in the first and the second run. A click shows it over depth.</source>
        <translation>Tỉ lệ tầng bác bỏ một đỉnh, ở lượt chạy thứ nhất và thứ hai. Nhấp để xem theo độ sâu.</translation>
    </message>
    <message>
        <source>Shorter</source>
        <extracomment>heads of narrow columns: tokens that are shorter than the median, of median length, longer</extracomment>
        <translation>Ngắn hơn</translation>
    </message>
    <message>
        <source>Median length</source>
        <translation>Dài trung vị</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>Dài hơn</translation>
    </message>
    <message>
        <source>Peaks</source>
        <translation>Các đỉnh</translation>
    </message>
    <message>
        <source>Length or frequency</source>
        <translation>Độ dài hay tần suất</translation>
    </message>
    <message>
        <source>Without permutations there are no tests: choose 200 in Statistics.</source>
        <translation>Không có hoán vị thì không có kiểm định: hãy chọn 200 trong mục Thống kê.</translation>
    </message>
    <message>
        <source>All measures</source>
        <translation>Mọi số đo</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>shares of layers in the first and the second run</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Point at a measure to read what it is.</source>
        <translation>Trỏ vào một số đo để đọc ý nghĩa của nó.</translation>
    </message>
    <message>
        <source>Wasserstein-1 distance: how far r would have to be moved, on average, to turn one distribution into the other. Noise floor: how far two texts of this length would be apart on one model, from odd against even windows. Two models do not make a law.</source>
        <translation>Khoảng cách Wasserstein-1: r phải dời bao xa, tính trung bình, để biến phân bố này thành phân bố kia. Sàn nhiễu: hai văn bản dài như thế cách nhau bao xa trên cùng mô hình, tính từ cửa sổ lẻ so với chẵn. Hai mô hình chưa làm nên quy luật.</translation>
    </message>
    <message>
        <source>Gro&amp;up:</source>
        <translation>&amp;Nhóm:</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ConfoundView</name>
    <message>
        <source>How much of r survives when frequency is held constant</source>
        <translation>r còn lại bao nhiêu khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Median r of each layer, as it is and with frequency held constant</source>
        <translation>Trung vị r của mỗi tầng: r thô, và r khi giữ cố định tần suất</translation>
    </message>
    <message>
        <source>Heatmap: counts by layer and r, or token types by length and frequency</source>
        <translation>Bản đồ nhiệt: số đếm theo tầng và r, hoặc loại token theo độ dài và tần suất</translation>
    </message>
    <message>
        <source>Over depth</source>
        <translation>Theo độ sâu</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Bản đồ nhiệt</translation>
    </message>
    <message>
        <source>Length against frequency</source>
        <translation>Độ dài so với tần suất</translation>
    </message>
    <message>
        <source>Sho&amp;w:</source>
        <translation>Xe&amp;m:</translation>
    </message>
    <message>
        <source>Over depth: the medians of all kinds of r. Heatmap: the whole distribution of one kind. Length against frequency: the token types of the text.</source>
        <translation>Theo độ sâu: trung vị của mọi loại r. Bản đồ nhiệt: toàn bộ phân bố của một loại. Độ dài so với tần suất: các loại token của văn bản.</translation>
    </message>
    <message>
        <source>Which r the heatmap shows. All kinds share one axis, so that they can be compared.</source>
        <translation>Bản đồ nhiệt hiện loại r nào. Mọi loại dùng chung một trục để có thể so sánh.</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Tuyến tính</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarit</translation>
    </message>
    <message>
        <source>Per row</source>
        <translation>Theo từng hàng</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>Mà&amp;u:</translation>
    </message>
    <message>
        <source>Colour scale of the heatmaps. Logarithmic shows thin tails; per row scales each row to its own highest bin.</source>
        <translation>Thang màu của bản đồ nhiệt. Logarit làm rõ phần đuôi mỏng; theo từng hàng thì mỗi hàng lấy ngăn cao nhất của nó làm chuẩn.</translation>
    </message>
    <message>
        <source>Reset &amp;zoom</source>
        <translation>Đặt &amp;lại thu phóng</translation>
    </message>
    <message>
        <source>Shows everything again. In a plot: double click or Home.</source>
        <translation>Hiện lại tất cả. Trong biểu đồ: nhấp đúp hoặc Home.</translation>
    </message>
    <message>
        <source>A row a layer: medians of r, what survives, discoveries</source>
        <translation>Mỗi tầng một hàng: trung vị của r, phần còn lại, số phát hiện</translation>
    </message>
    <message>
        <source>Press Run to see how much of the response to length is left when frequency is held constant.</source>
        <translation>Bấm Chạy để xem đáp ứng với độ dài còn lại bao nhiêu khi giữ cố định tần suất.</translation>
    </message>
    <message>
        <source>Point at a layer to read its values; click it to select it everywhere.</source>
        <translation>Trỏ vào một tầng để đọc giá trị; nhấp để chọn tầng đó ở mọi nơi.</translation>
    </message>
    <message>
        <source>%1 · median r %2 · given frequency %3 · and position %4 · within strata %5</source>
        <extracomment>%1 a layer, the others correlations</extracomment>
        <translation>%1 · trung vị r %2 · giữ cố định tần suất %3 · và vị trí %4 · trong nhóm tần suất %5</translation>
    </message>
    <message>
        <source>Length %1 · frequency %2 to %3: %4 token types</source>
        <translation>Độ dài %1 · tần suất %2 đến %3: %4 loại token</translation>
    </message>
    <message>
        <source>Corre&amp;lation:</source>
        <translation>Tươ&amp;ng quan:</translation>
    </message>
    <message>
        <source>%1 · r %2 to %3: %4 {neurons|dimensions}</source>
        <extracomment>%1 a layer, %2 and %3 the edges of a bin, %4 a number of neurons</extracomment>
        <translation>%1 · r %2 đến %3: %4 {nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ControlRun</name>
    <message>
        <source>The control repeats a run of this session: press Run first.</source>
        <translation>Đối chứng lặp lại một lượt chạy của phiên này: hãy bấm Chạy trước.</translation>
    </message>
    <message>
        <source>The control is compared with a complete run: let the run come to its end first.</source>
        <translation>Đối chứng được so với một lượt chạy trọn vẹn: hãy để lượt chạy kết thúc trước.</translation>
    </message>
    <message>
        <source>The control of the run before is being stopped.</source>
        <translation>Đang dừng đối chứng của lượt chạy trước.</translation>
    </message>
    <message>
        <source>Another run is going on: the control can be run when that has ended.</source>
        <translation>Đang có lượt chạy khác: có thể chạy đối chứng khi lượt đó kết thúc.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::DockTitle</name>
    <message>
        <source>Take out of the window or put back</source>
        <translation>Tách khỏi cửa sổ hoặc gắn lại</translation>
    </message>
    <message>
        <source>Close; the View menu brings it back</source>
        <translation>Đóng; mở lại từ trình đơn Xem</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::DownloadCard</name>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Progress of fetching %1</source>
        <extracomment>%1 name of a model</extracomment>
        <translation>Tiến độ tải %1</translation>
    </message>
    <message>
        <source>Stops, and removes what has come of the file that was under way.</source>
        <translation>Dừng, và xóa phần đã tải của tệp đang tải dở.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Tải xuống</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <source>Stops for now; what has come stays, also when the program ends.</source>
        <translation>Tạm dừng; phần đã tải vẫn còn, kể cả khi thoát chương trình.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>Goes on with the download where it was stopped.</source>
        <translation>Tải tiếp từ chỗ đã dừng.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Goes on with the download where it failed.</source>
        <translation>Tải tiếp từ chỗ bị lỗi.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>what a screen reader says: an action and the model it is about</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Đang dừng…</translation>
    </message>
    <message>
        <source>Paused · %1 of %2</source>
        <translation>Tạm dừng · %1 trong %2</translation>
    </message>
    <message>
        <source>Partly here · %1 of %2</source>
        <translation>Đã có một phần · %1 trong %2</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <source>Not on this machine yet</source>
        <translation>Chưa có trên máy này</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Đang hỏi kho…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 of %2 bytes</extracomment>
        <translation>%1 trong %2</translation>
    </message>
    <message>
        <source>checking what is here</source>
        <translation>đang kiểm tra phần đã có</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/giây</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 a duration</extracomment>
        <translation>còn %1</translation>
    </message>
    <message>
        <source>Downloads %1 from the Hugging Face hub into its cache, where other tools find the model too.</source>
        <translation>Tải %1 từ kho Hugging Face vào bộ nhớ đệm của nó, nơi các công cụ khác cũng tìm thấy mô hình.</translation>
    </message>
    <message>
        <source>Downloads the model from the Hugging Face hub into its cache.</source>
        <translation>Tải mô hình từ kho Hugging Face vào bộ nhớ đệm của nó.</translation>
    </message>
    <message>
        <source>Download %1: %2</source>
        <extracomment>what a screen reader says: %1 how much, such as 526 MB, %2 name of a model</extracomment>
        <translation>Tải %1: %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ExportDialog</name>
    <message>
        <source>&amp;Caption:</source>
        <translation>Chú thíc&amp;h:</translation>
    </message>
    <message>
        <source>Export plot</source>
        <translation>Xuất biểu đồ</translation>
    </message>
    <message>
        <source>PNG: picture of pixels</source>
        <translation>PNG: ảnh điểm</translation>
    </message>
    <message>
        <source>SVG: drawing for the web or an editor</source>
        <translation>SVG: hình vẽ cho web hoặc trình biên tập</translation>
    </message>
    <message>
        <source>PDF: drawing for a paper</source>
        <translation>PDF: hình vẽ cho bài báo</translation>
    </message>
    <message>
        <source>CSV: the numbers</source>
        <translation>CSV: các con số</translation>
    </message>
    <message>
        <source>PNG has a fixed resolution; SVG and PDF stay sharp at any size; CSV holds the numbers of what is shown.</source>
        <translation>PNG có độ phân giải cố định; SVG và PDF sắc nét ở mọi kích thước; CSV chứa các con số của những gì đang hiện.</translation>
    </message>
    <message>
        <source>Small print below the plot that says where it comes from.</source>
        <translation>Dòng chữ nhỏ dưới biểu đồ cho biết nó từ đâu ra.</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>Định &amp;dạng:</translation>
    </message>
    <message>
        <source>&amp;Save as:</source>
        <translation>&amp;Lưu vào:</translation>
    </message>
    <message>
        <source>Si&amp;ze:</source>
        <translation>&amp;Kích thước:</translation>
    </message>
    <message>
        <source>The suffix chooses the format.</source>
        <translation>Phần mở rộng quyết định định dạng.</translation>
    </message>
    <message>
        <source>Choose folder and name in a file dialog.</source>
        <translation>Chọn thư mục và tên trong hộp thoại tệp.</translation>
    </message>
    <message>
        <source>Enter the name of the file to write.</source>
        <translation>Hãy nhập tên tệp cần ghi.</translation>
    </message>
    <message>
        <source>The plot is no longer shown: close this dialog and export again.</source>
        <translation>Biểu đồ không còn hiện nữa: hãy đóng hộp thoại này và xuất lại.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ExportForm</name>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Xuất</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Định dạng</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Chú thích</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Duyệt…</translation>
    </message>
    <message>
        <source>%1 exists already: press Replace to overwrite it, or choose another name.</source>
        <translation>%1 đã có: bấm Ghi đè để thay nó, hoặc chọn tên khác.</translation>
    </message>
    <message>
        <source>R&amp;eplace</source>
        <translation>&amp;Ghi đè</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ExtremeTokenModel</name>
    <message>
        <source>Highest activations</source>
        <translation>Hoạt hóa cao nhất</translation>
    </message>
    <message>
        <source>Lowest activations</source>
        <translation>Hoạt hóa thấp nhất</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a column, %2 what stands in it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>hoạt hóa</translation>
    </message>
    <message>
        <source>Activation at the token</source>
        <translation>Hoạt hóa tại token</translation>
    </message>
    <message>
        <source>token in its context</source>
        <translation>token trong ngữ cảnh</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>The token, and what stands around it in its window; of one token at most %1 occurrences are listed</source>
        <translation>Token và những gì ở quanh nó trong cửa sổ; mỗi token được liệt kê nhiều nhất %1 lần</translation>
    </message>
    <message>
        <source>length</source>
        <translation>độ dài</translation>
    </message>
    <message>
        <source>Length of the token in characters</source>
        <translation>Độ dài của token tính bằng ký tự</translation>
    </message>
    <message>
        <source>count</source>
        <translation>số lần</translation>
    </message>
    <message>
        <source>How often the token occurs in the text</source>
        <translation>Token xuất hiện bao nhiêu lần trong văn bản</translation>
    </message>
    <message>
        <source>window</source>
        <translation>cửa sổ</translation>
    </message>
    <message>
        <source>The window of the text that the token is in</source>
        <translation>Cửa sổ của văn bản có token ấy</translation>
    </message>
    <message>
        <source>position</source>
        <translation>vị trí</translation>
    </message>
    <message>
        <source>Place of the token in its window, from 0</source>
        <translation>Vị trí của token trong cửa sổ, từ 0</translation>
    </message>
    <message>
        <source>id %1</source>
        <extracomment>%1 is the number of a token in the vocabulary</extracomment>
        <translation>mã %1</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::FigureSizeBox</name>
    <message>
        <source>As on screen</source>
        <translation>Như trên màn hình</translation>
    </message>
    <message>
        <source>Slide, 1920 × 1080</source>
        <translation>Trang chiếu, 1920 × 1080</translation>
    </message>
    <message>
        <source>Single column, 85 mm</source>
        <translation>Một cột, 85 mm</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Tự do</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Kích thước</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Rộng</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Cao</translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation>&amp;Rộng:</translation>
    </message>
    <message>
        <source>&amp;Height:</source>
        <translation>C&amp;ao:</translation>
    </message>
    <message>
        <source>Double column, 180 mm</source>
        <translation>Hai cột, 180 mm</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>điểm ảnh</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>inches</source>
        <translation>inch</translation>
    </message>
    <message>
        <source>Width of the figure. An SVG or PDF of pixels has 96 of them an inch, unless the resolution says otherwise.</source>
        <translation>Chiều rộng của hình. SVG hay PDF tính theo điểm ảnh có 96 điểm ảnh mỗi inch, trừ khi độ phân giải quy định khác.</translation>
    </message>
    <message>
        <source>Height of the figure; at its least value, what suits the figure and its caption.</source>
        <translation>Chiều cao của hình; ở giá trị nhỏ nhất là chiều cao hợp với hình và chú thích.</translation>
    </message>
    <message>
        <source>Te&amp;xt:</source>
        <translation>Cỡ c&amp;hữ:</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>Size of the axes&apos; titles; lines, marks and margins go by it. At its least value, 7 or 8 points on paper, and of pixels a share of the figure.</source>
        <translation>Cỡ chữ của tên các trục; nét vẽ, ký hiệu và lề đi theo nó. Ở giá trị nhỏ nhất: 7 hoặc 8 point trên giấy, còn với điểm ảnh thì là một tỉ lệ của hình.</translation>
    </message>
    <message>
        <source>&amp;Resolution:</source>
        <translation>Độ &amp;phân giải:</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Độ phân giải</translation>
    </message>
    <message>
        <source>Of a PNG: journals ask for 300 dots an inch and more.</source>
        <translation>Của ảnh PNG: các tạp chí đòi hỏi từ 300 điểm mỗi inch trở lên.</translation>
    </message>
    <message>
        <source>Text, lines and margins go by the size: small print in a journal&apos;s column, large letters on a slide.</source>
        <translation>Chữ, nét và lề đi theo kích thước: chữ nhỏ trong cột tạp chí, chữ lớn trên trang chiếu.</translation>
    </message>
    <message>
        <source>What width and height are measured in: pixels, or millimetres or inches on paper.</source>
        <translation>Đơn vị của chiều rộng và chiều cao: điểm ảnh, hoặc milimét hay inch trên giấy.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>automatic</source>
        <extracomment>a height or a size of text that goes by the figure</extracomment>
        <translation>tự động</translation>
    </message>
    <message>
        <source> pt</source>
        <extracomment>points of 1/72 inch, behind a number</extracomment>
        <translation> pt</translation>
    </message>
    <message>
        <source> dpi</source>
        <extracomment>dots per inch, behind a number</extracomment>
        <translation> dpi</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::FindingCard</name>
    <message>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>Random weights: %1</source>
        <extracomment>%1 is a verdict such as &quot;fails&quot;</extracomment>
        <translation>Trọng số ngẫu nhiên: %1</translation>
    </message>
    <message>
        <source>Brings the view %1 to the front.</source>
        <extracomment>%1 is the name of a view</extracomment>
        <translation>Đưa khung nhìn %1 ra trước.</translation>
    </message>
    <message>
        <source>Show %1: %2</source>
        <extracomment>what a screen reader says: %1 is the name of a view, %2 a claim</extracomment>
        <translation>Xem %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a claim and the verdict on it</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::FindingsView</name>
    <message>
        <source>Copy &amp;all</source>
        <translation>Sa&amp;o chép tất cả</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Copies all findings as text, with the run that they come from.</source>
        <translation>Sao chép mọi kết luận dưới dạng chữ, kèm lượt chạy sinh ra chúng.</translation>
    </message>
    <message>
        <source>&amp;Cancel the control</source>
        <translation>&amp;Hủy đối chứng</translation>
    </message>
    <message>
        <source>Run the random-&amp;weights control</source>
        <translation>Chạy đối chứng trọng &amp;số ngẫu nhiên</translation>
    </message>
    <message>
        <source>Runs the same text through the same model with weights drawn anew. What such a model shows as well has not been learned: it comes from the architecture and the text.</source>
        <translation>Cho cùng văn bản chạy qua cùng mô hình với trọng số được rút ngẫu nhiên lại. Điều mà mô hình như thế cũng thể hiện thì không phải do học: nó đến từ kiến trúc và văn bản.</translation>
    </message>
    <message>
        <source>Press Run: when the run ends, this says in words and numbers what it has shown.</source>
        <translation>Bấm Chạy: khi lượt chạy kết thúc, ở đây sẽ nói bằng lời và bằng số những gì đã thấy.</translation>
    </message>
    <message>
        <source>The findings are stated when the run ends…</source>
        <translation>Kết luận được nêu khi lượt chạy kết thúc…</translation>
    </message>
    <message>
        <source>This run has no findings: press Run to start again.</source>
        <translation>Lượt chạy này không có kết luận: hãy bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>The control has failed:</source>
        <translation>Lượt đối chứng bị lỗi:</translation>
    </message>
    <message>
        <source>The control was cancelled.</source>
        <translation>Lượt đối chứng đã bị hủy.</translation>
    </message>
    <message>
        <source>Control: reading the model and the text…</source>
        <translation>Đối chứng: đang đọc mô hình và văn bản…</translation>
    </message>
    <message>
        <source>Control: layer %1 of %2</source>
        <extracomment>progress of the random-weights control; both are numbers</extracomment>
        <translation>Đối chứng: tầng %1 trong %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::GoToBox</name>
    <message>
        <source>Go to</source>
        <translation>Đến</translation>
    </message>
    <message>
        <source>Layer 7, 7/1234, token &quot;the&quot;, a view, an action…</source>
        <translation>Tầng 7, 7/1234, token &quot;the&quot;, khung nhìn, lệnh…</translation>
    </message>
    <message>
        <source>A layer, neuron or token by its number, or part of the name of a view or an action. Up and Down choose, Enter goes there.</source>
        <translation>Số của tầng, nơ-ron hay token, hoặc một phần tên của khung nhìn hay lệnh. Phím Lên và Xuống để chọn, Enter để đến đó.</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Các nơi</translation>
    </message>
    <message>
        <source>Why this cannot be gone to</source>
        <translation>Vì sao không đến được</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>what a screen reader says of a place: its name, and what is there</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Type a number, as in layer 7 or 7/1234, or part of a name from the menus.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Không có gì tên là “%1”. Hãy gõ một số, như tầng 7 hay 7/1234, hoặc một phần tên trong các trình đơn.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::HeatmapPlot</name>
    <message>
        <source>log10(1 + %1)</source>
        <translation>log10(1 + %1)</translation>
    </message>
    <message>
        <source>%1, share of the row&apos;s maximum</source>
        <translation>%1, tỉ lệ so với cực đại của hàng</translation>
    </message>
    <message>
        <source>%1 %2 at %3</source>
        <extracomment>%1 is what rows are, %2 the name of one, %3 a value on the x axis: Layer 3 at 0.15</extracomment>
        <translation>%1 %2 tại %3</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>không có giá trị</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::HistogramPlot</name>
    <message>
        <source>%1 to %2</source>
        <extracomment>the edges of a bin</extracomment>
        <translation>%1 đến %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a group of tokens, %2 the height of its bin</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 từ</translation>
    </message>
    <message>
        <source>%1 to</source>
        <translation>%1 đến</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::HistogramsView</name>
    <message>
        <source>Activation of shorter, equal and longer tokens in the selected layer</source>
        <translation>Hoạt hóa của token ngắn hơn, bằng và dài hơn ở tầng đã chọn</translation>
    </message>
    <message>
        <source>Histograms of all layers</source>
        <translation>Biểu đồ tần số của mọi tầng</translation>
    </message>
    <message>
        <source>&amp;Observation:</source>
        <translation>&amp;Quan sát:</translation>
    </message>
    <message>
        <source>What is counted once. At a token: every activation; z: less its mean over the tokens and divided by its standard deviation, of a sample of tokens. Token: the mean over the layer. Neuron, or dimension elsewhere than in the MLP: the mean over the tokens of the group.</source>
        <translation>Cái gì được đếm một lần. Tại một token: mọi giá trị hoạt hóa; z: trừ trung bình của nó trên các token rồi chia cho độ lệch chuẩn, trên một mẫu token. Token: trung bình trên cả tầng. Nơ-ron, hoặc chiều ở ngoài MLP: trung bình trên các token của nhóm.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Mật độ</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Số đếm</translation>
    </message>
    <message>
        <source>&amp;Scale:</source>
        <translation>Th&amp;ang:</translation>
    </message>
    <message>
        <source>Density: each group integrates to 1, so that groups of different size compare. Count: how many values fall into each bin.</source>
        <translation>Mật độ: mỗi nhóm có tích phân bằng 1, để so sánh được các nhóm lớn nhỏ khác nhau. Số đếm: bao nhiêu giá trị rơi vào mỗi ngăn.</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarit</translation>
    </message>
    <message>
        <source>Logarithmic y axis: shows thin tails and small second peaks.</source>
        <translation>Trục y logarit: làm rõ phần đuôi mỏng và đỉnh thứ hai nhỏ.</translation>
    </message>
    <message>
        <source>&amp;Whole range</source>
        <translation>T&amp;oàn bộ khoảng</translation>
    </message>
    <message>
        <source>Shows every value. Otherwise long thin tails are left out; a CSV export always has them.</source>
        <translation>Hiện mọi giá trị. Nếu không, phần đuôi dài và mỏng được lược bỏ; tệp CSV xuất ra thì luôn có.</translation>
    </message>
    <message>
        <source>Press Run to compare the activation of short and long tokens in each layer.</source>
        <translation>Bấm Chạy để so sánh hoạt hóa của token ngắn và dài ở mỗi tầng.</translation>
    </message>
    <message>
        <source>The run ended before its first layer: press Run to start again.</source>
        <translation>Lượt chạy kết thúc trước tầng đầu tiên: hãy bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>This layer has no finite activation: choose another layer.</source>
        <translation>Tầng này không có giá trị hoạt hóa hữu hạn: hãy chọn tầng khác.</translation>
    </message>
    <message>
        <source>This layer was not finished: choose another layer, or press Run to start again.</source>
        <translation>Tầng này chưa xong: hãy chọn tầng khác, hoặc bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>Reading the model and the text…</source>
        <translation>Đang đọc mô hình và văn bản…</translation>
    </message>
    <message>
        <source>%1 appears here as soon as it is finished…</source>
        <extracomment>%1 a layer</extracomment>
        <translation>%1 hiện ra ở đây ngay khi xong…</translation>
    </message>
    <message>
        <source>The first layer appears here as soon as it is finished…</source>
        <translation>Tầng đầu hiện ra ở đây ngay khi xong…</translation>
    </message>
    <message>
        <source>Activation %1 to %2</source>
        <extracomment>%1 and %2 are the edges of a bin</extracomment>
        <translation>Hoạt hóa %1 đến %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a group such as &quot;shorter than 4&quot;, %2 its density or count in the bin</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a group such as &quot;shorter than 4&quot;, %2 the median of its activations</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Medians: %1</source>
        <translation>Trung vị: %1</translation>
    </message>
    <message>
        <source>%1 % of the values lie outside this range</source>
        <translation>%1 % số giá trị nằm ngoài khoảng này</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::HistoryActions</name>
    <message>
        <source>%1 to %2 (%3)</source>
        <extracomment>tool tip: %1 &quot;Back&quot; or &quot;Forward&quot;, %2 where to, %3 keys</extracomment>
        <translation>%1 đến %2 (%3)</translation>
    </message>
    <message>
        <source>%1: nothing else was selected (%2)</source>
        <translation>%1: chưa chọn gì khác (%2)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Tiến tới</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::HookPointBox</name>
    <message>
        <source>Residual stream</source>
        <extracomment>a part of a transformer; head of a group of hook points</extracomment>
        <translation>Dòng dư</translation>
    </message>
    <message>
        <source>Attention</source>
        <extracomment>a part of a transformer; head of a group of hook points</extracomment>
        <translation>Chú ý</translation>
    </message>
    <message>
        <source>MLP</source>
        <extracomment>a part of a transformer; head of a group of hook points</extracomment>
        <translation>MLP</translation>
    </message>
    <message>
        <source>Behind the last block</source>
        <extracomment>a part of a transformer; head of a group of hook points</extracomment>
        <translation>Sau khối cuối</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>of a hook point: %1 how many neurons or dimensions, %2 a sentence that says what it is</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 layers × %2. %3</source>
        <extracomment>of a hook point: %1 a number of layers, %2 how many neurons or dimensions, %3 a sentence that says what it is</extracomment>
        <translation>%1 tầng × %2. %3</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::LayersView</name>
    <message>
        <source>Correlation with token length: one density line a layer</source>
        <translation>Tương quan với độ dài token: mỗi tầng một đường mật độ</translation>
    </message>
    <message>
        <source>Correlation with token length: one heatmap row a layer</source>
        <translation>Tương quan với độ dài token: mỗi tầng một hàng bản đồ nhiệt</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Số đếm</translation>
    </message>
    <message>
        <source>Kernel density</source>
        <translation>Mật độ hạt nhân</translation>
    </message>
    <message>
        <source>Curv&amp;e:</source>
        <translation>Đường c&amp;ong:</translation>
    </message>
    <message>
        <source>Counts: how many have their r in each of equal bins, exactly. Kernel density: a smooth curve, by a Gaussian kernel on atanh(r) with Silverman&apos;s bandwidth; it can hide a narrow peak.</source>
        <translation>Số đếm: đếm chính xác bao nhiêu r nằm trong mỗi ngăn, các ngăn rộng bằng nhau. Mật độ hạt nhân: đường cong trơn, dùng hạt nhân Gauss trên atanh(r) với băng thông Silverman; có thể che mất đỉnh hẹp.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Số đếm</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Mật độ</translation>
    </message>
    <message>
        <source>Val&amp;ue:</source>
        <translation>G&amp;iá trị:</translation>
    </message>
    <message>
        <source>Count: how many fall into each bin of r. Density: the same, scaled so that each layer integrates to 1; for comparing models of different width.</source>
        <translation>Số đếm: bao nhiêu rơi vào mỗi ngăn của r. Mật độ: như vậy, nhưng co giãn sao cho mỗi tầng có tích phân bằng 1; để so sánh các mô hình rộng hẹp khác nhau.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Tự động</translation>
    </message>
    <message>
        <source>&amp;Bins:</source>
        <translation>&amp;Số ngăn:</translation>
    </message>
    <message>
        <source>Bins of r from −1 to 1. Fewer bins are smoother; counts are added up exactly. Automatic: 100 for narrow models, 200 for others.</source>
        <translation>Số ngăn của r từ −1 đến 1. Ít ngăn thì trơn hơn; số đếm được cộng chính xác. Tự động: 100 cho mô hình hẹp, 200 cho các mô hình khác.</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Tuyến tính</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarit</translation>
    </message>
    <message>
        <source>Per row</source>
        <translation>Theo từng hàng</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>Mà&amp;u:</translation>
    </message>
    <message>
        <source>Colour scale of the heatmap. Logarithmic shows thin tails; per row scales each layer to its own highest bin.</source>
        <translation>Thang màu của bản đồ nhiệt. Logarit làm rõ phần đuôi mỏng; theo từng hàng thì mỗi tầng lấy ngăn cao nhất của nó làm chuẩn.</translation>
    </message>
    <message>
        <source>La&amp;yers:</source>
        <translation>&amp;Hiện tầng:</translation>
    </message>
    <message>
        <source>First layer that is shown.</source>
        <translation>Tầng đầu tiên được hiện.</translation>
    </message>
    <message>
        <source>t&amp;o</source>
        <extracomment>between two numbers: layers 3 to 7</extracomment>
        <translation>đế&amp;n</translation>
    </message>
    <message>
        <source>Last layer that is shown.</source>
        <translation>Tầng cuối cùng được hiện.</translation>
    </message>
    <message>
        <source>Fit to data</source>
        <translation>Vừa dữ liệu</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1 đến 1</translation>
    </message>
    <message>
        <source>r a&amp;xis:</source>
        <translation>T&amp;rục r:</translation>
    </message>
    <message>
        <source>Fit to data: symmetric about 0 and wide enough for every r of the shown layers.</source>
        <translation>Vừa dữ liệu: đối xứng quanh 0 và đủ rộng cho mọi r của các tầng đang hiện.</translation>
    </message>
    <message>
        <source>&amp;Null band</source>
        <translation>&amp;Dải ngẫu nhiên</translation>
    </message>
    <message>
        <source>Reset &amp;zoom</source>
        <translation>Đặt &amp;lại thu phóng</translation>
    </message>
    <message>
        <source>Shows the whole r axis of both plots again. In a plot: double click or Home.</source>
        <translation>Hiện lại toàn bộ trục r của cả hai biểu đồ. Trong biểu đồ: nhấp đúp hoặc Home.</translation>
    </message>
    <message>
        <source>None of these layers was finished: choose other layers, or press Run to start again.</source>
        <translation>Không tầng nào trong số này đã xong: hãy chọn các tầng khác, hoặc bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>Press Run to see how each layer responds to token length.</source>
        <translation>Bấm Chạy để xem mỗi tầng đáp ứng với độ dài token ra sao.</translation>
    </message>
    <message>
        <source>%1, selected: %2, %3</source>
        <extracomment>%1 a layer, %2 how many neurons or dimensions, %3 quartiles</extracomment>
        <translation>%1, đã chọn: %2, %3</translation>
    </message>
    <message>
        <source>%1 constant</source>
        <translation>%1 không đổi</translation>
    </message>
    <message>
        <source>Select a layer to see its null band: click its line or its row.</source>
        <translation>Hãy chọn một tầng để xem dải ngẫu nhiên của nó: nhấp vào đường hoặc hàng của nó.</translation>
    </message>
    <message>
        <source>Point at a line or a row to read its values; click it to select its layer everywhere.</source>
        <translation>Trỏ vào một đường hay một hàng để đọc giá trị; nhấp để chọn tầng đó ở mọi nơi.</translation>
    </message>
    <message>
        <source>r %1 to %2, selected: %3</source>
        <extracomment>an interval of r that is selected, and how many neurons or dimensions are in it</extracomment>
        <translation>r %1 đến %2, đã chọn: %3</translation>
    </message>
    <message>
        <source>no null band: the run made no permutations</source>
        <translation>không có dải ngẫu nhiên: lượt chạy không hoán vị</translation>
    </message>
    <message>
        <source>Behind the selected layer&apos;s line: 95 % of the counts in each bin when the text&apos;s windows are permuted, so that activation and length no longer belong together. It is known for bins as they are stored, 400, and cannot be had for merged ones: this shows counts in 400 bins, and gives back what was shown before when it is switched off.</source>
        <translation>Phía sau đường của tầng đã chọn: 95 % số đếm trong mỗi ngăn khi các cửa sổ của văn bản được hoán vị, khiến hoạt hóa và độ dài không còn đi với nhau. Chỉ biết được với các ngăn như đã lưu, 400 ngăn, không thể có với ngăn đã gộp: mục này hiện số đếm trong 400 ngăn, và khi tắt đi thì trả lại cách hiện trước đó.</translation>
    </message>
    <message>
        <source>%1 · r %2 to %3: %4 {neurons|dimensions}, density %5 · of %6 {neurons|dimensions}: %7</source>
        <extracomment>%1 a layer, %2 and %3 are the edges of a bin of r, %4 neurons in it, %5 a density, %6 all neurons, %7 quartiles</extracomment>
        <translation>%1 · r %2 đến %3: %4 {nơ-ron|chiều}, mật độ %5 · của %6 {nơ-ron|chiều}: %7</translation>
    </message>
    <message>
        <source>No {neuron|dimension} of these layers has an r: choose other layers.</source>
        <translation>Không {nơ-ron|chiều} nào của các tầng này có r: hãy chọn tầng khác.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::LengthView</name>
    <message>
        <source>Mean activation for each token length: one line a layer</source>
        <translation>Hoạt hóa trung bình theo từng độ dài token: mỗi tầng một đường</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Mọi tầng</translation>
    </message>
    <message>
        <source>Selected layer</source>
        <translation>Tầng đã chọn</translation>
    </message>
    <message>
        <source>&amp;Lines:</source>
        <translation>Đườ&amp;ng:</translation>
    </message>
    <message>
        <source>Whether the selected layer stands alone. Its band is one standard error on either side.</source>
        <translation>Có hiện riêng tầng đã chọn hay không. Dải của nó là một sai số chuẩn về mỗi phía.</translation>
    </message>
    <message>
        <source>Reset &amp;zoom</source>
        <translation>Đặt &amp;lại thu phóng</translation>
    </message>
    <message>
        <source>Shows all lengths again. In the plot: double click or Home.</source>
        <translation>Hiện lại mọi độ dài. Trong biểu đồ: nhấp đúp hoặc Home.</translation>
    </message>
    <message>
        <source>All tokens are equally long, or nothing varies with them: there is nothing to compare. Choose another text.</source>
        <translation>Mọi token dài như nhau, hoặc không có gì biến thiên theo chúng: không có gì để so sánh. Hãy chọn văn bản khác.</translation>
    </message>
    <message>
        <source>Press Run to see the mean activation of each layer for short and long tokens.</source>
        <translation>Bấm Chạy để xem hoạt hóa trung bình của mỗi tầng với token ngắn và dài.</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <extracomment>a token length or more</extracomment>
        <translation>từ %1 trở lên</translation>
    </message>
    <message>
        <source>%1 · length %2: %3 tokens, mean z %4</source>
        <extracomment>%1 a layer, %2 a token length, %3 a number of tokens, %4 a mean</extracomment>
        <translation>%1 · độ dài %2: %3 token, z trung bình %4</translation>
    </message>
    <message>
        <source>z: activation less the {neuron|dimension}&apos;s mean, divided by its standard deviation. The band of the selected layer is the spread of its {neurons|dimensions}, not uncertainty about the text.</source>
        <translation>z: hoạt hóa trừ trung bình của {nơ-ron|chiều}, chia cho độ lệch chuẩn của nó. Dải của tầng đã chọn là độ phân tán giữa các {nơ-ron|chiều}, không phải độ bất định do văn bản.</translation>
    </message>
    <message>
        <source> ± %1 over {neurons|dimensions}</source>
        <extracomment>follows the mean: its standard error over neurons</extracomment>
        <translation> ± %1 trên các {nơ-ron|chiều}</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::LinePlot</name>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 is a line&apos;s name, %2 a value on the x axis</extracomment>
        <translation>%1 tại %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what the y axis shows, %2 its value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Band: %1 to %2</source>
        <extracomment>the lower and upper border of the band behind a line</extracomment>
        <translation>Dải: %1 đến %2</translation>
    </message>
    <message>
        <source>series</source>
        <translation>chuỗi</translation>
    </message>
    <message>
        <source>low</source>
        <extracomment>columns of a table: the lower and upper border of the band behind a line</extracomment>
        <translation>cận dưới</translation>
    </message>
    <message>
        <source>high</source>
        <translation>cận trên</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::LogPanel</name>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>What the program does is written here.</source>
        <translation>Những gì chương trình làm được ghi ở đây.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Cảnh báo và lỗi</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Warning: a result may differ from what was asked for. Error: something was lost.</source>
        <translation>Cảnh báo: kết quả có thể khác yêu cầu. Lỗi: có gì đó đã mất.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Mức</translation>
    </message>
    <message>
        <source>Sho&amp;w:</source>
        <translation>Xe&amp;m:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Copies all lines that are shown.</source>
        <translation>Sao chép mọi dòng đang hiện.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Empties this panel.</source>
        <translation>Xóa mọi dòng trong khung này.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::MainWindow</name>
    <message>
        <source>&amp;Go</source>
        <translation>Di chu&amp;yển</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Quay lại</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Tiến tới</translation>
    </message>
    <message>
        <source>Go &amp;to…</source>
        <translation>Đế&amp;n…</translation>
    </message>
    <message>
        <source>A layer, neuron or token by its number, a view or an action by its name</source>
        <translation>Tầng, nơ-ron hay token theo số; khung nhìn hay lệnh theo tên</translation>
    </message>
    <message>
        <source>&amp;Previous Layer</source>
        <translation>Tầng t&amp;rước</translation>
    </message>
    <message>
        <source>&amp;Next Layer</source>
        <translation>Tầng &amp;sau</translation>
    </message>
    <message>
        <source>Pre&amp;vious Neuron</source>
        <translation>Nơ-ron trướ&amp;c</translation>
    </message>
    <message>
        <source>Ne&amp;xt Neuron</source>
        <translation>Nơ-ron s&amp;au</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Tệp</translation>
    </message>
    <message>
        <source>&amp;Open Runs…</source>
        <translation>&amp;Mở lượt chạy…</translation>
    </message>
    <message>
        <source>&amp;Save Run As…</source>
        <translation>&amp;Lưu lượt chạy dưới dạng…</translation>
    </message>
    <message>
        <source>&amp;Export Plot…</source>
        <translation>&amp;Xuất biểu đồ…</translation>
    </message>
    <message>
        <source>&amp;Copy Plot</source>
        <translation>&amp;Sao chép biểu đồ</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Thoát</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Chạy</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Hủy</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Xem</translation>
    </message>
    <message>
        <source>Restore &amp;Default Layout</source>
        <translation>Khôi phục &amp;bố cục mặc định</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Giao diện</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Theo &amp;hệ thống</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Sáng</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Tối</translation>
    </message>
    <message>
        <source>Theme: %1</source>
        <extracomment>the name of an action outside its menu: %1 is a choice of theme</extracomment>
        <translation>Giao diện: %1</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Ngôn ngữ</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <extracomment>the name of an action outside its menu: %1 is a language</extracomment>
        <translation>Ngôn ngữ: %1</translation>
    </message>
    <message>
        <source>The language changes when the program starts again</source>
        <translation>Ngôn ngữ sẽ đổi khi khởi động lại chương trình</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Trợ &amp;giúp</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Phím tắt</translation>
    </message>
    <message>
        <source>&amp;About Bathyscope</source>
        <translation>&amp;Giới thiệu Bathyscope</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Đã lưu %1</translation>
    </message>
    <message>
        <source>Run Set-up</source>
        <translation>Thiết lập lượt chạy</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Lượt chạy</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>Đang mở %1…</translation>
    </message>
    <message>
        <source>Saving %1…</source>
        <translation>Đang lưu %1…</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Run %1 and Com&amp;pare</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>Chạy %1 và &amp;so sánh</translation>
    </message>
    <message>
        <source>The plot is on the clipboard</source>
        <translation>Đã sao chép biểu đồ vào bảng nhớ tạm</translation>
    </message>
    <message>
        <source>Open runs</source>
        <translation>Mở lượt chạy</translation>
    </message>
    <message>
        <source>Runs (*.safetensors);;All files (*)</source>
        <translation>Lượt chạy (*.safetensors);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Save the run</source>
        <translation>Lưu lượt chạy</translation>
    </message>
    <message>
        <source>Runs (*.safetensors)</source>
        <translation>Lượt chạy (*.safetensors)</translation>
    </message>
    <message>
        <source>Dropped text</source>
        <translation>Văn bản kéo thả</translation>
    </message>
    <message>
        <source>Export &amp;All Figures…</source>
        <translation>Xuất mọi &amp;hình…</translation>
    </message>
    <message>
        <source>Export Repor&amp;t…</source>
        <translation>Xuất &amp;báo cáo…</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <extracomment>%1 is a file or a folder</extracomment>
        <translation>Đã ghi: %1</translation>
    </message>
    <message>
        <source>Con&amp;tinue Run</source>
        <translation>Tiế&amp;p tục lượt chạy</translation>
    </message>
    <message>
        <source>Save all runs in a folder</source>
        <translation>Lưu mọi lượt chạy vào một thư mục</translation>
    </message>
    <message>
        <source>Docks that lie on each other</source>
        <translation>Các khung nằm chồng lên nhau</translation>
    </message>
    <message>
        <source>Re&amp;name Run</source>
        <translation>Đổi tê&amp;n lượt chạy</translation>
    </message>
    <message>
        <source>Gives the run that is shown a name of its own</source>
        <translation>Đặt tên riêng cho lượt chạy đang hiện</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::MeasuresTable</name>
    <message>
        <source>Measures of both runs</source>
        <translation>Số đo của hai lượt chạy</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Số đo</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::MessageLabel</name>
    <message>
        <source>Message</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Chi tiết của thông báo</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ModalityPanel</name>
    <message>
        <source>Peaks</source>
        <translation>Các đỉnh</translation>
    </message>
    <message>
        <source>Bimodal: the dip rejects one peak, and two Gaussians stand apart (D over 2, ΔBIC over 10). Multimodal: the dip rejects one peak otherwise. Not rejecting one peak does not show that there is one.</source>
        <translation>Hai đỉnh: kiểm định dip bác bỏ giả thuyết một đỉnh, và hai phân bố Gauss tách rời (D trên 2, ΔBIC trên 10). Nhiều đỉnh: kiểm định dip bác bỏ giả thuyết một đỉnh theo cách khác. Không bác bỏ một đỉnh không có nghĩa là chỉ có một đỉnh.</translation>
    </message>
    <message>
        <source>Dip</source>
        <translation>Dip</translation>
    </message>
    <message>
        <source>Hartigan&apos;s dip: the distance to the nearest distribution with one peak.</source>
        <translation>Dip của Hartigan: khoảng cách đến phân bố một đỉnh gần nhất.</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Of one peak, by the dip.</source>
        <translation>Của giả thuyết một đỉnh, theo dip.</translation>
    </message>
    <message>
        <source>p, adjusted</source>
        <translation>p hiệu chỉnh</translation>
    </message>
    <message>
        <source>Over layers, groups and units of observation, by Benjamini and Hochberg.</source>
        <translation>Trên các tầng, nhóm và đơn vị quan sát, theo Benjamini và Hochberg.</translation>
    </message>
    <message>
        <source>ΔBIC</source>
        <translation>ΔBIC</translation>
    </message>
    <message>
        <source>Of one Gaussian less that of two: positive favours two.</source>
        <translation>BIC (tiêu chuẩn thông tin Bayes) của một phân bố Gauss trừ của hai: dương thì nghiêng về hai.</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>Ashman&apos;s D, the distance of two Gaussians: over 2 they stand apart.</source>
        <translation>D của Ashman, khoảng cách giữa hai phân bố Gauss: trên 2 là tách rời.</translation>
    </message>
    <message>
        <source>BC</source>
        <extracomment>bimodality coefficient</extracomment>
        <translation>BC</translation>
    </message>
    <message>
        <source>Bimodality coefficient: 0.56 is that of a uniform distribution; skewed ones exceed it, too.</source>
        <translation>BC là hệ số hai đỉnh: 0,56 là của phân bố đều; phân bố bất đối xứng cũng vượt quá.</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Giá trị</translation>
    </message>
    <message>
        <source>How many were looked at.</source>
        <translation>Số giá trị đã xét.</translation>
    </message>
    <message>
        <source>Modality of each length group</source>
        <translation>Số đỉnh của mỗi nhóm độ dài</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ModelCard</name>
    <message>
        <source>Model %1: %2, %3</source>
        <extracomment>what a screen reader says of a model: name, layers and neurons, where it is</extracomment>
        <translation>Mô hình %1: %2, %3</translation>
    </message>
    <message>
        <source>Takes the folder from this list (Del). Its files stay.</source>
        <translation>Bỏ thư mục khỏi danh sách này (Del). Các tệp của nó vẫn còn.</translation>
    </message>
    <message>
        <source>Take %1 from the list</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>Bỏ %1 khỏi danh sách</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ModelPicker</name>
    <message>
        <source>%1 layers × %2 neurons</source>
        <extracomment>of a model; %1 layers, %2 neurons in each of them</extracomment>
        <translation>%1 tầng × %2 nơ-ron</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Sẵn sàng</translation>
    </message>
    <message>
        <source>In the Hugging Face cache</source>
        <translation>Trong bộ nhớ đệm Hugging Face</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 state of a model, %2 size of its weights</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>A GPT-Neo in Hugging Face&apos;s layout: config.json, model.safetensors, vocab.json and merges.txt. It may also be dropped onto the window.</source>
        <translation>Một mô hình GPT-Neo theo bố cục Hugging Face: config.json, model.safetensors, vocab.json và merges.txt. Cũng có thể kéo thả vào cửa sổ.</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Mở thư mục mô hình</translation>
    </message>
    <message>
        <source>&amp;Other model of the hub…</source>
        <translation>Mô hình &amp;khác của kho…</translation>
    </message>
    <message>
        <source>Fetches another GPT-Neo from the Hugging Face hub, by its owner and name.</source>
        <translation>Tải một GPT-Neo khác từ kho Hugging Face, theo chủ sở hữu và tên.</translation>
    </message>
    <message>
        <source>Open model fol&amp;der…</source>
        <translation>Mở thư &amp;mục mô hình…</translation>
    </message>
    <message>
        <source>&amp;More models</source>
        <translation>Thêm mô &amp;hình</translation>
    </message>
    <message>
        <source>Models to download, other ones of the Hugging Face hub, and folders of your own.</source>
        <translation>Mô hình có thể tải xuống, mô hình khác của kho Hugging Face, và thư mục của riêng bạn.</translation>
    </message>
    <message>
        <source>from the hub or a folder</source>
        <translation>từ kho hoặc từ thư mục</translation>
    </message>
    <message>
        <source>In %1</source>
        <extracomment>where a model lies that the user has opened from a folder: %1 is the folder above it</extracomment>
        <translation>Trong %1</translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Không còn ở đó nữa</translation>
    </message>
    <message>
        <source>Cannot be read any more</source>
        <translation>Không đọc được nữa</translation>
    </message>
    <message>
        <source>A click looks again.</source>
        <translation>Nhấp để tìm lại.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronFilterBar</name>
    <message>
        <source>How filters are written</source>
        <translation>Cách viết bộ lọc</translation>
    </message>
    <message>
        <source>How filters are written, and the names of the columns.</source>
        <translation>Cách viết bộ lọc, và tên các cột.</translation>
    </message>
    <message>
        <source>r %1 to %2</source>
        <extracomment>neurons whose r lies between two numbers</extracomment>
        <translation>r %1 đến %2</translation>
    </message>
    <message>
        <source>Only r %1 to %2: list all again</source>
        <translation>Chỉ r %1 đến %2: liệt kê lại tất cả</translation>
    </message>
    <message>
        <source>Filter of the table</source>
        <translation>Bộ lọc của bảng</translation>
    </message>
    <message>
        <source>Lists only what fulfils a condition (Ctrl+F). Ctrl+Space offers the words that may stand at the cursor.</source>
        <translation>Chỉ liệt kê những gì thỏa một điều kiện (Ctrl+F). Ctrl+Space gợi ý các từ có thể đặt ở con trỏ.</translation>
    </message>
    <message>
        <source>Only what is in the cell that was chosen in a heatmap: a click lists all again.</source>
        <translation>Chỉ những gì trong ô đã chọn ở bản đồ nhiệt: nhấp để liệt kê lại tất cả.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>neurons that fulfil a condition, of all: &quot;12 of 512 neurons&quot;</extracomment>
        <translation>%1 trong %2</translation>
    </message>
    <message>
        <source>Filter: r &lt; %1 and q &lt; %2</source>
        <extracomment>%1 and %2 are numbers, -0.2 and 0.05</extracomment>
        <translation>Lọc: r &lt; %1 and q &lt; %2</translation>
    </message>
    <message>
        <source>The run did not compute %1: no comparison with it holds.</source>
        <extracomment>%1 is a list of statistics that a filter compares</extracomment>
        <translation>Lượt chạy không tính %1: không phép so sánh nào với nó thỏa mãn.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronPanel</name>
    <message>
        <source>Length</source>
        <translation>Độ dài</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Biểu đồ tần số</translation>
    </message>
    <message>
        <source>Its activation at shorter, equal and longer tokens, and how many peaks each of them has.</source>
        <translation>Hoạt hóa của nó ở token ngắn hơn, bằng và dài hơn, và mỗi nhóm có bao nhiêu đỉnh.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <source>Its mean activation over the position in the window. The first position stands alone; the others are grouped.</source>
        <translation>Hoạt hóa trung bình của nó theo vị trí trong cửa sổ. Vị trí đầu đứng riêng; các vị trí khác được gộp nhóm.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Mật độ</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Số đếm</translation>
    </message>
    <message>
        <source>&amp;Scale:</source>
        <translation>Th&amp;ang:</translation>
    </message>
    <message>
        <source>Density: each group integrates to 1, so that groups of different size compare. Count: how many tokens fall into each bin.</source>
        <translation>Mật độ: mỗi nhóm có tích phân bằng 1, để so sánh được các nhóm lớn nhỏ khác nhau. Số đếm: bao nhiêu token rơi vào mỗi ngăn.</translation>
    </message>
    <message>
        <source>Activation %1 to %2</source>
        <extracomment>%1 and %2 are the edges of a bin</extracomment>
        <translation>Hoạt hóa %1 đến %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a group such as &quot;shorter than 4&quot;, %2 its density or count in the bin</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Position %1: %2 tokens, mean activation %3, interval %4 to %5</source>
        <extracomment>%1 a position or the mean of some, %2 a number of tokens, %3 a mean, %4 and %5 its interval</extracomment>
        <translation>Vị trí %1: %2 token, hoạt hóa trung bình %3, khoảng tin cậy %4 đến %5</translation>
    </message>
    <message>
        <source>There is no finite value here.</source>
        <translation>Ở đây không có giá trị hữu hạn nào.</translation>
    </message>
    <message>
        <source>Its activation at every token against the token&apos;s length.</source>
        <translation>Hoạt hóa của nó tại mỗi token theo độ dài của token.</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>The tokens at which it is most active, and those at which it is least, in their context.</source>
        <translation>Các token làm nó hoạt hóa mạnh nhất, và yếu nhất, trong ngữ cảnh của chúng.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Văn bản</translation>
    </message>
    <message>
        <source>The text, coloured by its activation at each token.</source>
        <translation>Văn bản, tô màu theo hoạt hóa của nó tại từng token.</translation>
    </message>
    <message>
        <source>Tokens with the highest and lowest activations</source>
        <translation>Các token có hoạt hóa cao nhất và thấp nhất</translation>
    </message>
    <message>
        <source>A double click on a token, or Enter, shows its place in the text.</source>
        <translation>Nhấp đúp vào một token, hoặc Enter, để xem chỗ của nó trong văn bản.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronTable</name>
    <message>
        <source>%1: %2</source>
        <extracomment>in a menu of columns: name, meaning</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronTableModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Number in the layer, from 0</source>
        <translation>Số thứ tự trong tầng, từ 0</translation>
    </message>
    <message>
        <source>Hartigan&apos;s dip of the activation, where it has been looked at</source>
        <translation>Dip Hartigan của hoạt hóa, ở những nơi đã xem</translation>
    </message>
    <message>
        <source>dip</source>
        <extracomment>head of a column of a table</extracomment>
        <translation>dip</translation>
    </message>
    <message>
        <source>Size of r with token length, whatever its sign</source>
        <translation>Độ lớn của r với độ dài token, bất kể dấu</translation>
    </message>
    <message>
        <source>%1: not computed, the run is older than this statistic</source>
        <extracomment>%1 is a statistic</extracomment>
        <translation>%1: không được tính, lượt chạy cũ hơn thống kê này</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronTextPage</name>
    <message>
        <source>0</source>
        <extracomment>the colours of a text have their middle at …</extracomment>
        <translation>0</translation>
    </message>
    <message>
        <source>mean</source>
        <extracomment>… the neuron&apos;s mean activation</extracomment>
        <translation>trung bình</translation>
    </message>
    <message>
        <source>Colours &amp;around:</source>
        <translation>Màu &amp;quanh:</translation>
    </message>
    <message>
        <source>Which activation has the colour between red, for higher ones, and blue, for lower ones: 0, or the mean over the text.</source>
        <translation>Giá trị hoạt hóa nào có màu nằm giữa đỏ, cho giá trị cao hơn, và xanh, cho giá trị thấp hơn: 0, hay trung bình trên văn bản.</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>hoạt hóa</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::NeuronsView</name>
    <message>
        <source>&amp;Columns</source>
        <translation>Cột h&amp;iện</translation>
    </message>
    <message>
        <source>Which columns the table shows.</source>
        <translation>Bảng hiện những cột nào.</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Sao ché&amp;p</translation>
    </message>
    <message>
        <source>Copies the selected rows, or the whole list, with the columns in sight (Ctrl+C in the table).</source>
        <translation>Sao chép các hàng đã chọn, hoặc cả danh sách, với các cột đang hiện (Ctrl+C trong bảng).</translation>
    </message>
    <message>
        <source>This layer was not finished: choose another layer, or press Run to start again.</source>
        <translation>Tầng này chưa xong: hãy chọn tầng khác, hoặc bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>Press Run to see the neurons of each layer, and what each of them does.</source>
        <translation>Bấm Chạy để xem các nơ-ron của mỗi tầng, và từng nơ-ron làm gì.</translation>
    </message>
    <message>
        <source>The model of this run</source>
        <translation>Mô hình của lượt chạy này</translation>
    </message>
    <message>
        <source>%1 appears here as soon as it is finished…</source>
        <extracomment>%1 is &quot;Layer 3&quot;, or the name of a hook point</extracomment>
        <translation>%1 hiện ra ở đây ngay khi xong…</translation>
    </message>
    <message>
        <source>{Neurons|Dimensions} of %1</source>
        <extracomment>%1 a layer</extracomment>
        <translation>{Nơ-ron|Chiều} của %1</translation>
    </message>
    <message>
        <source>Choose a {neuron|dimension} in the table to see what it does: click its row, or move with the arrow keys.</source>
        <translation>Chọn một {nơ-ron|chiều} trong bảng để xem nó làm gì: nhấp vào hàng của nó, hoặc dùng phím mũi tên.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::PermutationsBox</name>
    <message>
        <source>None</source>
        <translation>Không</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::PlotWidget</name>
    <message>
        <source>Plus and minus zoom, left and right move, Home shows the whole axis.</source>
        <translation>Phím cộng và trừ để thu phóng, trái và phải để dời, Home để xem toàn trục.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ProbeNotice</name>
    <message>
        <source>Choose the &amp;model&apos;s folder…</source>
        <translation>Chọn thư mục &amp;mô hình…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Reads the run&apos;s tokens with its model again, without statistics.</source>
        <translation>Cho mô hình đọc lại các token của lượt chạy, không tính thống kê.</translation>
    </message>
    <message>
        <source>For a model that was moved here. It must be the one that the run read: its SHA-256 is compared.</source>
        <translation>Dành cho mô hình đã được dời chỗ. Nó phải là mô hình mà lượt chạy đã dùng: SHA-256 sẽ được so sánh.</translation>
    </message>
    <message>
        <source>Stops and keeps the finished layers.</source>
        <translation>Dừng và giữ các tầng đã xong.</translation>
    </message>
    <message>
        <source>Recomputation</source>
        <translation>Tính lại</translation>
    </message>
    <message>
        <source>Recomputing the activations…</source>
        <translation>Đang tính lại các giá trị hoạt hóa…</translation>
    </message>
    <message>
        <source>The layer appears as soon as it is there.</source>
        <translation>Tầng sẽ hiện ra ngay khi có.</translation>
    </message>
    <message>
        <source>Checking that %1 is the model of this run…</source>
        <translation>Đang kiểm tra %1 có phải mô hình của lượt chạy này…</translation>
    </message>
    <message>
        <source>The activations of this run are not on this machine</source>
        <translation>Các giá trị hoạt hóa của lượt chạy này không có trên máy</translation>
    </message>
    <message>
        <source>Recomputing them reads %2 tokens with %1 again and takes %3 of disk space while the run is open.</source>
        <extracomment>%1 a model, %2 a number of tokens, %3 disk space</extracomment>
        <translation>Tính lại nghĩa là đọc lại %2 token bằng %1 và chiếm %3 trên đĩa trong khi lượt chạy đang mở.</translation>
    </message>
    <message>
        <source>A run is going on: wait until it has ended.</source>
        <translation>Đang có lượt chạy: hãy đợi đến khi nó kết thúc.</translation>
    </message>
    <message>
        <source>Reco&amp;mpute</source>
        <translation>Tính &amp;lại</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ProgressStrip</name>
    <message>
        <source>Reading the model and the text…</source>
        <translation>Đang đọc mô hình và văn bản…</translation>
    </message>
    <message>
        <source>Through all layers to %1</source>
        <extracomment>%1 is the name of a hook point behind the last layer</extracomment>
        <translation>Qua mọi tầng đến %1</translation>
    </message>
    <message>
        <source>Layer %1 of %2</source>
        <extracomment>%1 the layer being computed, %2 all layers</extracomment>
        <translation>Tầng %1 trong %2</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Tiến độ lượt chạy</translation>
    </message>
    <message>
        <source>Speed, time and memory</source>
        <translation>Tốc độ, thời gian và bộ nhớ</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Copies the message, to look it up or report it.</source>
        <translation>Sao chép thông báo để tra cứu hoặc báo lỗi.</translation>
    </message>
    <message>
        <source>Takes the message away.</source>
        <translation>Đóng thông báo này.</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Đóng thông báo</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Sẵn sàng</translation>
    </message>
    <message>
        <source>Starting %1…</source>
        <extracomment>%1 name of a model</extracomment>
        <translation>Đang bắt đầu %1…</translation>
    </message>
    <message>
        <source>Finished: %1 layers in %2</source>
        <translation>Xong: %1 tầng trong %2</translation>
    </message>
    <message>
        <source>Finished: %1 in %2</source>
        <translation>Xong: %1 trong %2</translation>
    </message>
    <message>
        <source>Cancelled before the first layer</source>
        <translation>Đã hủy trước tầng đầu tiên</translation>
    </message>
    <message>
        <source>Cancelled: %1 of %2 layers are finished and kept</source>
        <translation>Đã hủy: %1 trong %2 tầng đã xong và được giữ lại</translation>
    </message>
    <message>
        <source>This machine could compute faster</source>
        <translation>Máy này có thể tính nhanh hơn</translation>
    </message>
    <message>
        <source>The run has failed</source>
        <translation>Lượt chạy thất bại</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 token/giây</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 a duration</extracomment>
        <translation>còn %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <extracomment>%1 an amount of memory</extracomment>
        <translation>bộ nhớ %1</translation>
    </message>
    <message>
        <source>Some activations are not finite</source>
        <translation>Một số giá trị hoạt hóa không hữu hạn</translation>
    </message>
    <message>
        <source>%1 The model&apos;s numbers overflow: its weights may be damaged, or made for another architecture.</source>
        <extracomment>%1 is a sentence that tells which</extracomment>
        <translation>%1 Các số của mô hình bị tràn: trọng số có thể bị hỏng, hoặc dành cho kiến trúc khác.</translation>
    </message>
    <message>
        <source>The linear algebra library %1 is slow. Install OpenBLAS (on Debian and Ubuntu: apt install libopenblas0-openmp) and start again.</source>
        <extracomment>%1 names the library</extracomment>
        <translation>Thư viện đại số tuyến tính %1 chạy chậm. Hãy cài OpenBLAS (trên Debian và Ubuntu: apt install libopenblas0-openmp) rồi khởi động lại.</translation>
    </message>
    <message>
        <source>Shows %1 in the file manager.</source>
        <extracomment>%1 is a folder</extracomment>
        <translation>Hiện %1 trong trình quản lý tệp.</translation>
    </message>
    <message>
        <source>Open Fo&amp;lder</source>
        <translation>Mở thư &amp;mục</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ReadOut</name>
    <message>
        <source>Values under the pointer</source>
        <translation>Giá trị dưới con trỏ</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RecentRunsMenu</name>
    <message>
        <source>%1 — %2</source>
        <extracomment>a recent file: %1 its name, %2 its folder</extracomment>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>Mở &amp;gần đây</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Chưa có lượt chạy nào</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>&amp;Xóa danh sách</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RecoveryOffer</name>
    <message>
        <source>%1 · %2, %3 of %4 layers</source>
        <extracomment>a run that was cut off: %1 its model, %2 its text, %3 finished layers of %4</extracomment>
        <translation>%1 · %2, %3 trong %4 tầng</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Loại bỏ</translation>
    </message>
    <message>
        <source>Puts what was finished into the list, to look at, to save or to go on with.</source>
        <translation>Đưa phần đã xong vào danh sách, để xem, lưu hoặc chạy tiếp.</translation>
    </message>
    <message>
        <source>Removes what was kept of them from the disk.</source>
        <translation>Xóa khỏi đĩa phần đã giữ lại của chúng.</translation>
    </message>
    <message>
        <source>A run of an earlier session was cut off: %1</source>
        <extracomment>%1 a run: its model, text and layers</extracomment>
        <translation>Một lượt chạy của phiên trước bị ngắt: %1</translation>
    </message>
    <message>
        <source>%1 runs of earlier sessions were cut off.</source>
        <translation>%1 lượt chạy của các phiên trước bị ngắt.</translation>
    </message>
    <message>
        <source>Recov&amp;er</source>
        <translation>&amp;Khôi phục</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RepositoryDialog</name>
    <message>
        <source>Fetch a model from the hub</source>
        <translation>Tải mô hình từ kho</translation>
    </message>
    <message>
        <source>&amp;Repository on Hugging Face:</source>
        <translation>&amp;Kho trên Hugging Face:</translation>
    </message>
    <message>
        <source>Owner, slash, name; a branch or commit may follow after @.</source>
        <translation>Chủ sở hữu, dấu gạch chéo, tên; có thể thêm nhánh hoặc mã commit sau @.</translation>
    </message>
    <message>
        <source>Repository on Hugging Face</source>
        <translation>Kho trên Hugging Face</translation>
    </message>
    <message>
        <source>Any GPT-Neo with safetensors and GPT-2&apos;s kind of tokenizer files can be fetched. Only the files that a run reads are downloaded.</source>
        <translation>Có thể tải mọi GPT-Neo có safetensors và các tệp tách token kiểu GPT-2. Chỉ tải những tệp mà lượt chạy đọc.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Tải xuống</translation>
    </message>
    <message>
        <source>This is not the name of a repository</source>
        <translation>Đây không phải là tên của một kho</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RunExportDialog</name>
    <message>
        <source>&amp;Caption below each figure</source>
        <translation>&amp;Chú thích dưới mỗi hình</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>Xuất báo cáo</translation>
    </message>
    <message>
        <source>Export all figures</source>
        <translation>Xuất mọi hình</translation>
    </message>
    <message>
        <source>The run that is shown: %1</source>
        <extracomment>%1 is the name of a run</extracomment>
        <translation>Lượt chạy đang xem: %1</translation>
    </message>
    <message>
        <source>The two ticked runs: %1 and %2</source>
        <extracomment>%1 and %2 are names of runs</extracomment>
        <translation>Hai lượt chạy đã đánh dấu: %1 và %2</translation>
    </message>
    <message>
        <source>PNG: pictures of pixels</source>
        <translation>PNG: ảnh điểm</translation>
    </message>
    <message>
        <source>SVG: drawings for the web or an editor</source>
        <translation>SVG: hình vẽ cho web hoặc trình biên tập</translation>
    </message>
    <message>
        <source>PDF: drawings for a paper</source>
        <translation>PDF: hình vẽ cho bài báo</translation>
    </message>
    <message>
        <source>A report of two runs compares them and holds both.</source>
        <translation>Báo cáo về hai lượt chạy so sánh chúng và chứa cả hai.</translation>
    </message>
    <message>
        <source>Of two runs: the figures of their comparison.</source>
        <translation>Với hai lượt chạy: các hình so sánh chúng.</translation>
    </message>
    <message>
        <source>Small print that says where it comes from; the files&apos; metadata say so either way.</source>
        <translation>Dòng chữ nhỏ cho biết nguồn gốc; siêu dữ liệu của tệp thì luôn ghi.</translation>
    </message>
    <message>
        <source>&amp;Of:</source>
        <translation>&amp;Của:</translation>
    </message>
    <message>
        <source>&amp;Save as:</source>
        <translation>&amp;Lưu vào:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Thư mục:</translation>
    </message>
    <message>
        <source>For&amp;mat:</source>
        <translation>Định &amp;dạng:</translation>
    </message>
    <message>
        <source>Si&amp;ze:</source>
        <translation>&amp;Kích thước:</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Các lượt chạy</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Tiến độ</translation>
    </message>
    <message>
        <source>One HTML file that holds everything and opens in any browser.</source>
        <translation>Một tệp HTML chứa tất cả, mở được trong mọi trình duyệt.</translation>
    </message>
    <message>
        <source>Where the files go; it is made where it is missing.</source>
        <translation>Nơi đặt các tệp; thư mục sẽ được tạo nếu chưa có.</translation>
    </message>
    <message>
        <source>Choose it in a file dialog.</source>
        <translation>Chọn trong hộp thoại tệp.</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>Báo cáo (*.html)</translation>
    </message>
    <message>
        <source>%1 of the %2 files exist already: press Replace to overwrite them, or choose another folder.</source>
        <extracomment>%1 of %2 files</extracomment>
        <translation>%1 trong %2 tệp đã có: bấm Ghi đè để thay chúng, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
        <source>Enter the name of the file to write.</source>
        <translation>Hãy nhập tên tệp cần ghi.</translation>
    </message>
    <message>
        <source>Enter the folder to write to.</source>
        <translation>Hãy nhập thư mục cần ghi vào.</translation>
    </message>
    <message>
        <source>Cancelled: no report was written.</source>
        <translation>Đã hủy: không ghi báo cáo nào.</translation>
    </message>
    <message>
        <source>Cancelled: figures that were written stay in the folder.</source>
        <translation>Đã hủy: các hình đã ghi vẫn ở trong thư mục.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RunForecaster</name>
    <message>
        <source>%1 s</source>
        <extracomment>a duration in seconds, %1 a number</extracomment>
        <translation>%1 giây</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <extracomment>a duration in minutes</extracomment>
        <translation>
            <numerusform>%n phút</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>a duration in hours, %1 a number</extracomment>
        <translation>%1 giờ</translation>
    </message>
    <message>
        <source>Needs at least %1: too much</source>
        <extracomment>on a model&apos;s card: a run does not fit into memory; %1 a size</extracomment>
        <translation>Cần ít nhất %1: quá nhiều</translation>
    </message>
    <message>
        <source>about %1, %2, disk %3</source>
        <extracomment>on a model&apos;s card, before a run: %1 a duration, %2 memory, %3 space on disk</extracomment>
        <translation>chừng %1, %2, đĩa %3</translation>
    </message>
    <message>
        <source>about %1, %2 on this machine</source>
        <extracomment>on a model&apos;s card, before a run: %1 a duration, %2 memory</extracomment>
        <translation>chừng %1, %2 trên máy này</translation>
    </message>
    <message>
        <source>about %1, %2; disk too full for single neurons</source>
        <extracomment>on a model&apos;s card, before a run: %1 a duration, %2 memory; the activations do not fit on the disk</extracomment>
        <translation>chừng %1, %2; đĩa quá đầy cho từng nơ-ron</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>a duration in minutes, %1 a number with decimals</extracomment>
        <translation>%1 phút</translation>
    </message>
    <message>
        <source>%1 (busy)</source>
        <translation>%1 (máy đang bận)</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RunList</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>a run: %1 its model, %2 its text</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 of %2 layers</source>
        <extracomment>%1 finished layers of a run, of %2</extracomment>
        <translation>%1 trong %2 tầng</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>đang bắt đầu</translation>
    </message>
    <message>
        <source>running, %1</source>
        <extracomment>a run is going on; %1 how far it is</extracomment>
        <translation>đang chạy, %1</translation>
    </message>
    <message>
        <source>finished</source>
        <extracomment>a run has come to its end</extracomment>
        <translation>đã xong</translation>
    </message>
    <message>
        <source>stopped, %1</source>
        <extracomment>a run was cancelled; %1 how far it came</extracomment>
        <translation>đã dừng, %1</translation>
    </message>
    <message>
        <source>failed, %1</source>
        <extracomment>a run could not go on; %1 how far it came</extracomment>
        <translation>thất bại, %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>random weights</source>
        <extracomment>of a run of a model with random weights</extracomment>
        <translation>trọng số ngẫu nhiên</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>chưa lưu</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Gỡ &amp;bỏ</translation>
    </message>
    <message>
        <source>Com&amp;pare</source>
        <translation>&amp;So sánh</translation>
    </message>
    <message>
        <source>Runs appear here, and stay. Run files can be dropped onto the window.</source>
        <translation>Các lượt chạy hiện ra ở đây và ở lại. Có thể kéo thả tệp lượt chạy vào cửa sổ.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Lượt chạy</translation>
    </message>
    <message>
        <source>Writes the selected run to a file, which opens without its model.</source>
        <translation>Ghi lượt chạy đã chọn vào tệp, mở lại được mà không cần mô hình.</translation>
    </message>
    <message>
        <source>Forgets the selected run. A file it was saved to stays.</source>
        <translation>Bỏ lượt chạy đã chọn khỏi danh sách. Tệp đã lưu của nó vẫn còn.</translation>
    </message>
    <message>
        <source>Shows the two ticked runs side by side.</source>
        <translation>Xem hai lượt chạy đã đánh dấu cạnh nhau.</translation>
    </message>
    <message>
        <source>Reads the same text with the model of the other size, with the same settings, and shows both runs side by side.</source>
        <translation>Đọc cùng văn bản bằng mô hình cỡ kia, với cùng thiết lập, và xem hai lượt chạy cạnh nhau.</translation>
    </message>
    <message>
        <source>Computes the layers that the selected run lacks; the finished ones stay as they are.</source>
        <translation>Tính các tầng mà lượt chạy đã chọn còn thiếu; các tầng đã xong giữ nguyên.</translation>
    </message>
    <message>
        <source>Con&amp;tinue after %1 of %2 layers</source>
        <extracomment>%1 how many layers a stopped run has, of %2</extracomment>
        <translation>Tiế&amp;p tục sau %1 trong %2 tầng</translation>
    </message>
    <message>
        <source>waiting</source>
        <extracomment>a run begins when those before it have ended</extracomment>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>Continue Run</source>
        <translation>Chạy tiếp</translation>
    </message>
    <message>
        <source>Sav&amp;e…</source>
        <translation>Lư&amp;u…</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Tên của lượt chạy</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Đổi tê&amp;n</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>Lư&amp;u…</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RunSetup</name>
    <message>
        <source>Model</source>
        <translation>Mô hình</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Văn bản</translation>
    </message>
    <message>
        <source>The model folder is being checked…</source>
        <translation>Đang kiểm tra thư mục mô hình…</translation>
    </message>
    <message>
        <source>Open a model folder first</source>
        <translation>Hãy mở thư mục mô hình trước</translation>
    </message>
    <message>
        <source>The text is being read…</source>
        <translation>Đang đọc văn bản…</translation>
    </message>
    <message>
        <source>Choose a text first</source>
        <translation>Hãy chọn văn bản trước</translation>
    </message>
    <message>
        <source>The text is empty: choose another one</source>
        <translation>Văn bản trống: hãy chọn văn bản khác</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Chạy</translation>
    </message>
    <message>
        <source>Stops the run and keeps the finished layers (Esc)</source>
        <translation>Dừng lượt chạy và giữ các tầng đã xong (Esc)</translation>
    </message>
    <message>
        <source>Reads the text with the model, layer after layer (Ctrl+R)</source>
        <translation>Cho mô hình đọc văn bản, từng tầng một (Ctrl+R)</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Đang hủy…</translation>
    </message>
    <message>
        <source>Run &amp;Next</source>
        <translation>Chạy tiế&amp;p theo</translation>
    </message>
    <message>
        <source>Adds a run of this model and text, which waits for the one before (Ctrl+R)</source>
        <translation>Thêm một lượt chạy với mô hình và văn bản này, chờ lượt trước (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::RunTokenizer</name>
    <message>
        <source>What the tokens say is not known, for the tokenizer of the run&apos;s model cannot be read: %1</source>
        <extracomment>%1 is a sentence in English that says which file is missing or what is wrong with it</extracomment>
        <translation>Không rõ các token là chữ gì, vì không đọc được bộ tách token của mô hình trong lượt chạy: %1</translation>
    </message>
    <message>
        <source>What the tokens say is not known, for the tokenizer of %1 (vocab.json and merges.txt) is not on this machine.</source>
        <extracomment>%1 is the name of a model</extracomment>
        <translation>Không rõ các token là chữ gì, vì bộ tách token của %1 (vocab.json và merges.txt) không có trên máy này.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ScatterPlot</name>
    <message>
        <source>series</source>
        <translation>dãy</translation>
    </message>
    <message>
        <source>low</source>
        <translation>dưới</translation>
    </message>
    <message>
        <source>high</source>
        <translation>trên</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::SettingsPanel</name>
    <message>
        <source>S&amp;ettings</source>
        <translation>Th&amp;iết lập</translation>
    </message>
    <message>
        <source>Tokens, window length, hook point, precision, memory and threads of the next run.</source>
        <translation>Số token, độ dài cửa sổ, điểm móc, độ chính xác, bộ nhớ và số luồng của lượt chạy tới.</translation>
    </message>
    <message>
        <source>St&amp;atistics</source>
        <translation>Thố&amp;ng kê</translation>
    </message>
    <message>
        <source>What is tested, where token frequency comes from, and which tokens count.</source>
        <translation>Kiểm định gì, tần suất token lấy từ đâu, và token nào được tính.</translation>
    </message>
    <message>
        <source>&amp;Tokens:</source>
        <translation>T&amp;oken:</translation>
    </message>
    <message>
        <source>How many tokens of the text are read at most. Time grows in proportion.</source>
        <translation>Đọc nhiều nhất bao nhiêu token của văn bản. Thời gian tăng theo tỉ lệ.</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>Cử&amp;a sổ:</translation>
    </message>
    <message>
        <source>Hoo&amp;k point:</source>
        <translation>Điể&amp;m móc:</translation>
    </message>
    <message>
        <source>Where in the model activations are looked at. Names are those of TransformerLens; mlp.hook_pre is what the study looks at.</source>
        <translation>Xem hoạt hóa ở chỗ nào trong mô hình. Tên theo TransformerLens; nghiên cứu gốc xem mlp.hook_pre.</translation>
    </message>
    <message>
        <source>float32, exact</source>
        <translation>float32, chính xác</translation>
    </message>
    <message>
        <source>Fastest here</source>
        <translation>Nhanh nhất ở máy này</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>&amp;Precision:</source>
        <translation>Độ chín&amp;h xác:</translation>
    </message>
    <message>
        <source>Of the products with weights. bfloat16 keeps eight bits: several times faster on processors that have the instructions, and correlations change in their third decimal.</source>
        <translation>Của các phép nhân với trọng số. bfloat16 giữ tám bit: nhanh gấp vài lần trên bộ xử lý có lệnh này, và tương quan thay đổi ở chữ số thập phân thứ ba.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Không giới hạn</translation>
    </message>
    <message>
        <source>&amp;Memory:</source>
        <translation>&amp;Bộ nhớ:</translation>
    </message>
    <message>
        <source>What the program should need at most. For long texts the hidden states then go to a scratch file; results stay the same.</source>
        <translation>Chương trình nên dùng nhiều nhất bao nhiêu. Với văn bản dài, các trạng thái ẩn khi đó nằm trong tệp tạm; kết quả vẫn như cũ.</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Mọi nhân</translation>
    </message>
    <message>
        <source>Threa&amp;ds:</source>
        <translation>&amp;Luồng:</translation>
    </message>
    <message>
        <source>Threads that compute. All cores means one for each physical core; more are rarely faster.</source>
        <translation>Số luồng tính toán. Mọi nhân nghĩa là mỗi nhân vật lý một luồng; nhiều hơn hiếm khi nhanh hơn.</translation>
    </message>
    <message>
        <source>%1 tokens · windows of %2 · %3</source>
        <extracomment>%1 tokens and %2 tokens a window are numbers, %3 is a name such as mlp.hook_pre</extracomment>
        <translation>%1 token · cửa sổ %2 · %3</translation>
    </message>
    <message>
        <source>Windows end with doc&amp;uments</source>
        <translation>Cửa sổ kết thúc theo tà&amp;i liệu</translation>
    </message>
    <message>
        <source>No window has words of two documents. A document ends at &lt;|endoftext|&gt;, which is then no token, and at the end of a JSON line. Windows become shorter than asked for.</source>
        <translation>Không cửa sổ nào chứa chữ của hai tài liệu. Tài liệu kết thúc ở &lt;|endoftext|&gt;, khi đó không còn là token, và ở cuối mỗi dòng JSON. Cửa sổ trở nên ngắn hơn yêu cầu.</translation>
    </message>
    <message>
        <source>Tokens that the model reads together; each window starts anew. At most the model&apos;s positions: 2,048 for the published GPT-Neo models. For a model with fewer, windows are as long as it allows.</source>
        <translation>Số token mà mô hình đọc cùng lúc; mỗi cửa sổ bắt đầu lại từ đầu. Nhiều nhất bằng số vị trí của mô hình: 2.048 với các mô hình GPT-Neo đã công bố. Với mô hình có ít hơn, cửa sổ dài đến mức nó cho phép.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>In a plot</source>
        <translation>Trong biểu đồ</translation>
    </message>
    <message>
        <source>Zoom in and out</source>
        <translation>Phóng to và thu nhỏ</translation>
    </message>
    <message>
        <source>Wheel, + and −</source>
        <translation>Con lăn, + và −</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Dời</translation>
    </message>
    <message>
        <source>Drag, Left and Right</source>
        <translation>Kéo, Trái và Phải</translation>
    </message>
    <message>
        <source>Show the whole axis</source>
        <translation>Xem toàn trục</translation>
    </message>
    <message>
        <source>Double click, Home</source>
        <translation>Nhấp đúp, Home</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::SmallMultiple</name>
    <message>
        <source>Layer %1</source>
        <translation>Tầng %1</translation>
    </message>
    <message>
        <source>Click, or press Enter, to look at this layer everywhere.</source>
        <translation>Nhấp, hoặc bấm Enter, để xem tầng này ở mọi nơi.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::SnapshotView</name>
    <message>
        <source>The run ended before its first layer: press Run to start again.</source>
        <translation>Lượt chạy kết thúc trước tầng đầu tiên: hãy bấm Chạy để chạy lại.</translation>
    </message>
    <message>
        <source>Each layer appears here as soon as it is finished…</source>
        <translation>Mỗi tầng hiện ra ở đây ngay khi xong…</translation>
    </message>
    <message>
        <source>Reading the model and the text…</source>
        <translation>Đang đọc mô hình và văn bản…</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::StatisticsSettings</name>
    <message>
        <source>Count the &amp;leading space</source>
        <translation>Tính &amp;dấu cách đầu</translation>
    </message>
    <message>
        <source>Leave out the first &amp;of each window</source>
        <translation>Bỏ token đầ&amp;u mỗi cửa sổ</translation>
    </message>
    <message>
        <source>Leave out &amp;newlines</source>
        <translation>Bỏ dấu xuố&amp;ng dòng</translation>
    </message>
    <message>
        <source>Permutat&amp;ions:</source>
        <translation>Hoán &amp;vị:</translation>
    </message>
    <message>
        <source>How often token lengths are exchanged to see what chance gives. More make small p possible and take time; without any, nothing is tested.</source>
        <translation>Hoán vị độ dài token bao nhiêu lần để biết ngẫu nhiên cho ra gì. Nhiều lần thì p nhỏ mới có được, nhưng tốn thời gian; không hoán vị thì không kiểm định gì.</translation>
    </message>
    <message>
        <source>&amp;Seed:</source>
        <translation>Số &amp;khởi tạo:</translation>
    </message>
    <message>
        <source>Where random numbers begin, for permutations, samples and bootstraps. The same seed gives the same numbers.</source>
        <translation>Điểm xuất phát của số ngẫu nhiên, cho hoán vị, lấy mẫu và bootstrap. Cùng số khởi tạo ngẫu nhiên thì cùng kết quả.</translation>
    </message>
    <message>
        <source>False dis&amp;coveries:</source>
        <translation>&amp;Phát hiện sai:</translation>
    </message>
    <message>
        <source>Neurons with a q below this are discoveries: about this share of them is expected to be there by chance.</source>
        <translation>Nơ-ron có q dưới mức này là phát hiện: dự kiến chừng tỉ lệ này trong số đó là do ngẫu nhiên.</translation>
    </message>
    <message>
        <source>Counts in this text</source>
        <translation>Số đếm trong văn bản này</translation>
    </message>
    <message>
        <source>BPE rank</source>
        <translation>Thứ hạng BPE</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>Một bảng</translation>
    </message>
    <message>
        <source>Fre&amp;quency:</source>
        <translation>Tần &amp;suất:</translation>
    </message>
    <message>
        <source>What is held constant to tell length from frequency. Counts in this text are true of it and noisy for rare tokens; the BPE rank stands for the tokenizer&apos;s own text; a table brings the counts of a larger one.</source>
        <translation>Giữ cố định cái gì để tách độ dài khỏi tần suất. Số đếm trong văn bản này đúng với nó nhưng nhiễu ở token hiếm; thứ hạng BPE (mã hóa cặp byte) đại diện cho văn bản mà bộ tách token đã học; một bảng thì đem lại số đếm của văn bản lớn hơn.</translation>
    </message>
    <message>
        <source>Ta&amp;ble:</source>
        <translation>Bả&amp;ng:</translation>
    </message>
    <message>
        <source>The space that belongs to most tokens is part of their length.</source>
        <translation>Dấu cách đi kèm hầu hết token được tính vào độ dài.</translation>
    </message>
    <message>
        <source>The first token of a window has nothing to look back at, and some neurons answer it like no other. It is read and left out of the statistics.</source>
        <translation>Token đầu của cửa sổ không có gì phía trước để nhìn lại, và một số nơ-ron đáp ứng nó khác hẳn. Nó được đọc nhưng không tính vào thống kê.</translation>
    </message>
    <message>
        <source>K = %1 · q &lt; %2 · %3</source>
        <extracomment>K is the number of permutations, q the rate of false discoveries; %3 is where frequency comes from</extracomment>
        <translation>%1 hoán vị · q &lt; %2 · %3</translation>
    </message>
    <message>
        <source>No permutations · %1</source>
        <translation>Không hoán vị · %1</translation>
    </message>
    <message>
        <source>Open a table of token frequencies</source>
        <translation>Mở bảng tần suất token</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Bảng (*.csv);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Chọn…</translation>
    </message>
    <message>
        <source>A CSV file: the line token_id,count, then one token a line.</source>
        <translation>Tệp CSV: dòng token_id,count, rồi mỗi dòng một token.</translation>
    </message>
    <message>
        <source>Choose a table of token frequencies first</source>
        <translation>Hãy chọn bảng tần suất token trước</translation>
    </message>
    <message>
        <source>The table of token frequencies is missing</source>
        <translation>Thiếu bảng tần suất token</translation>
    </message>
    <message>
        <source>Tokens with a line feed or carriage return are read and left out of the statistics.</source>
        <translation>Token có ký tự xuống dòng hoặc về đầu dòng vẫn được đọc, nhưng không tính vào thống kê.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::TextPicker</name>
    <message>
        <source>&amp;Sample</source>
        <translation>Mẫ&amp;u</translation>
    </message>
    <message>
        <source>The text that comes with the program: narrative, science, news, dialogue, a little code.</source>
        <translation>Văn bản kèm theo chương trình: truyện, khoa học, tin tức, đối thoại, một ít mã lệnh.</translation>
    </message>
    <message>
        <source>Fi&amp;le…</source>
        <translation>Tệ&amp;p…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Dán</translation>
    </message>
    <message>
        <source>Takes the text that is on the clipboard.</source>
        <translation>Lấy văn bản trong bảng nhớ tạm.</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>Mở văn bản</translation>
    </message>
    <message>
        <source>There is no text on the clipboard</source>
        <translation>Bảng nhớ tạm không có văn bản</translation>
    </message>
    <message>
        <source>Copy a text first, then paste it.</source>
        <translation>Hãy sao chép một văn bản trước rồi dán.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Văn bản đã dán</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Đang đọc…</translation>
    </message>
    <message numerus="yes">
        <source>%n ill-formed sequence(s) replaced</source>
        <translation>
            <numerusform>đã thay %n chuỗi byte không hợp lệ</numerusform>
        </translation>
    </message>
    <message>
        <source>No text</source>
        <translation>Không có văn bản</translation>
    </message>
    <message>
        <source>Choose one below or drop a file onto the window.</source>
        <translation>Hãy chọn ở dưới hoặc kéo thả tệp vào cửa sổ.</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <extracomment>%1 is a number with separators</extracomment>
        <translation>%1 ký tự</translation>
    </message>
    <message>
        <source>Preview the text</source>
        <translation>Xem trước văn bản</translation>
    </message>
    <message>
        <source>Shows the text as the model would read it: its tokens, their lengths, and how much of it is read.</source>
        <translation>Xem văn bản như mô hình sẽ đọc: các token, độ dài của chúng, và đọc bao nhiêu.</translation>
    </message>
    <message>
        <source>Te&amp;xts in:</source>
        <translation>&amp;Văn bản trong:</translation>
    </message>
    <message>
        <source>The field of each line&apos;s JSON object that holds the text. Each line is a document.</source>
        <translation>Trường chứa văn bản trong đối tượng JSON của mỗi dòng. Mỗi dòng là một tài liệu.</translation>
    </message>
    <message>
        <source>A plain text file in UTF-8, or JSON lines (.jsonl), each a document. It may also be dropped onto the window.</source>
        <translation>Tệp văn bản thuần UTF-8, hoặc các dòng JSON (.jsonl), mỗi dòng một tài liệu. Cũng có thể kéo thả vào cửa sổ.</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.tex *.rst *.jsonl *.ndjson);;All files (*)</source>
        <translation>Văn bản (*.txt *.md *.tex *.rst *.jsonl *.ndjson);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source> in %1 documents</source>
        <extracomment>follows the number of characters of a text; %1 is a number with separators</extracomment>
        <translation> trong %1 tài liệu</translation>
    </message>
    <message>
        <source>A text is being fetched</source>
        <translation>Đang tải một văn bản</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Stops fetching; the text before stays chosen.</source>
        <translation>Ngừng tải; văn bản trước đó vẫn được chọn.</translation>
    </message>
    <message>
        <source>Cancel fetching the text</source>
        <translation>Hủy tải văn bản</translation>
    </message>
    <message>
        <source>Fine&amp;Web</source>
        <translation>Fine&amp;Web</translation>
    </message>
    <message>
        <source>A hundred pages of the web, each a document: the beginning of the FineWeb sample, licence ODC-By 1.0. Fetched from huggingface.co once, then kept on this machine.</source>
        <translation>Một trăm trang web, mỗi trang là một tài liệu: phần đầu của mẫu FineWeb, giấy phép ODC-By 1.0. Tải một lần từ huggingface.co rồi giữ lại trên máy này.</translation>
    </message>
    <message>
        <source>Asking for the text…</source>
        <translation>Đang yêu cầu văn bản…</translation>
    </message>
    <message>
        <source>The text is not quite UTF-8: from line %1 (byte %2) on, what could not be read became “�”.</source>
        <extracomment>%1 is the number of a line, %2 of a byte</extracomment>
        <translation>Văn bản không hoàn toàn là UTF-8: từ dòng %1 (byte %2) trở đi, chỗ không đọc được đã thành “�”.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::TextPreviewDialog</name>
    <message>
        <source>Text Preview</source>
        <translation>Xem trước văn bản</translation>
    </message>
    <message>
        <source>The text in numbers</source>
        <translation>Văn bản qua các con số</translation>
    </message>
    <message>
        <source>How many tokens have each length</source>
        <translation>Mỗi độ dài có bao nhiêu token</translation>
    </message>
    <message>
        <source>Being tokenised…</source>
        <translation>Đang tách token…</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Độ dài</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::TokenTextView</name>
    <message>
        <source>The token under the pointer, or the selected one</source>
        <translation>Token dưới con trỏ, hoặc token đã chọn</translation>
    </message>
    <message>
        <source>Words in the text</source>
        <translation>Chữ trong văn bản</translation>
    </message>
    <message>
        <source>Fi&amp;nd:</source>
        <translation>Tì&amp;m:</translation>
    </message>
    <message>
        <source>Upper and lower case alike. Ctrl+F comes here, Enter goes on.</source>
        <translation>Không phân biệt chữ hoa và chữ thường. Ctrl+F để đến đây, Enter để tìm tiếp.</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Tìm ngược</translation>
    </message>
    <message>
        <source>The place before (Shift+F3)</source>
        <translation>Chỗ trước (Shift+F3)</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Tìm tiếp</translation>
    </message>
    <message>
        <source>The next place (F3)</source>
        <translation>Chỗ tiếp theo (F3)</translation>
    </message>
    <message>
        <source>Not in this text</source>
        <translation>Không có trong văn bản này</translation>
    </message>
    <message>
        <source>Text: %1 tokens</source>
        <translation>Văn bản: %1 token</translation>
    </message>
    <message>
        <source>Point at a token, or click it and go on with the arrow keys.</source>
        <translation>Trỏ vào một token, hoặc nhấp rồi dùng phím mũi tên.</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::UnsavedRunsDialog</name>
    <message>
        <source>Runs that are not saved</source>
        <translation>Các lượt chạy chưa lưu</translation>
    </message>
    <message>
        <source>This run would be lost. Save it first?</source>
        <translation>Lượt chạy này sẽ mất. Lưu nó trước?</translation>
    </message>
    <message>
        <source>%1 runs would be lost. Save them first?</source>
        <translation>%1 lượt chạy sẽ mất. Lưu chúng trước?</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <extracomment>%1 a number of runs that are not listed</extracomment>
        <translation>và %1 nữa</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Lưu…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Không lưu</translation>
    </message>
</context>
<context>
    <name>bathyscope::ui::ZonesView</name>
    <message>
        <source>Reset &amp;zoom</source>
        <translation>Đặt &amp;lại thu phóng</translation>
    </message>
    <message>
        <source>Shows all layers in both plots again. In a plot: double click or Home.</source>
        <translation>Hiện lại mọi tầng ở cả hai biểu đồ. Trong biểu đồ: nhấp đúp hoặc Home.</translation>
    </message>
    <message>
        <source>Zones that were found</source>
        <translation>Các vùng đã tìm thấy</translation>
    </message>
    <message>
        <source>Layers are cut into zones so that the distributions of r inside a zone are alike. Where neighbouring layers resemble each other without any zones, some are found all the same: a boundary is worth as much as its stability.</source>
        <translation>Các tầng được chia thành vùng sao cho phân bố r trong một vùng giống nhau. Khi các tầng kề nhau vốn giống nhau mà không có vùng nào, vẫn có thể tìm ra vài vùng: một ranh giới chỉ đáng tin bằng mức ổn định của nó.</translation>
    </message>
    <message>
        <source>Interquartile range of r in each layer</source>
        <translation>Khoảng tứ phân vị của r ở mỗi tầng</translation>
    </message>
    <message>
        <source>Median of r in each layer, with its 95 % interval</source>
        <translation>Trung vị của r ở mỗi tầng, với khoảng tin cậy 95 %</translation>
    </message>
    <message>
        <source>Criterion of each number of zones, and of a straight line</source>
        <translation>Tiêu chuẩn của mỗi số vùng, và của đường thẳng</translation>
    </message>
    <message>
        <source>Bayesian information criterion with a correction for few layers, of a number of zones or a straight-line change over depth. The least is the best: it is chosen.</source>
        <translation>Tiêu chuẩn thông tin Bayes (BIC) có hiệu chỉnh khi ít tầng, của một số vùng hoặc của thay đổi theo đường thẳng. Nhỏ nhất là tốt nhất: nó được chọn.</translation>
    </message>
    <message>
        <source>BIC</source>
        <translation>BIC</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>%1, best</source>
        <extracomment>the best of several criteria</extracomment>
        <translation>%1, tốt nhất</translation>
    </message>
    <message>
        <source>Press Run to see whether layers that respond alike to token length form zones.</source>
        <translation>Bấm Chạy để xem các tầng đáp ứng giống nhau với độ dài token có hợp thành vùng không.</translation>
    </message>
    <message>
        <source>Point at a layer to read its values; click it to select it everywhere.</source>
        <translation>Trỏ vào một tầng để đọc giá trị; nhấp để chọn tầng đó ở mọi nơi.</translation>
    </message>
    <message>
        <source>%1, zone %2</source>
        <extracomment>%1 a layer, %2 its zone</extracomment>
        <translation>%1, vùng %2</translation>
    </message>
    <message>
        <source>%1 times as wide as inner layers</source>
        <extracomment>how wide a distribution is beside those of the inner layers</extracomment>
        <translation>rộng bằng %1 lần các tầng giữa</translation>
    </message>
</context>
</TS>
