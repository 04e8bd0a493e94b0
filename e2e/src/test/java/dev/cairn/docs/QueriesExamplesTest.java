package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Status;
import dev.cairn.json.Json;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueriesExamplesTest extends Examples {
  @BeforeEach
  void someOrders() {
    for (int total = 10; total <= 300; total += 10) {
      var context = object("{'customer':{'tier':'gold'},'total':" + total + "}");
      var request = NewInstance.of("order").context(context).tags("vip");
      cairn().workflows().start(cairn().workflows().create(request).id()).orThrow();
    }
  }

  @Test
  void building() {
    var cairn = cairn();
    // docs:build
    var filter =
        Filter.status(Status.RUNNING)
            .and(Filter.equal("context.customer.tier", "gold"))
            .and(Filter.compare("context.total", Filter.Operator.GREATER, 100));
    var page = cairn.workflows().query(Query.of(filter).sort(Query.Sort.NEWEST_UPDATED).limit(50));
    // end
    assertThat(page.items()).hasSize(20);
  }

  @Test
  void writing() {
    var cairn = cairn();
    // docs:where
    var filter =
        Filter.where(
            "status == 'Running' && context.customer.tier == 'gold' && context.total > 100.0");
    long count = cairn.workflows().count(filter);
    // end
    assertThat(count).isEqualTo(20);
  }

  @Test
  void paging() {
    var cairn = cairn();
    // docs:pages
    var all = new ArrayList<Instance>();
    var query = Query.of(Filter.active()).limit(10);
    var page = cairn.workflows().query(query);
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = cairn.workflows().query(query.after(page.next().get()));
      all.addAll(page.items());
    }
    // end
    assertThat(all).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void indexing() {
    var cairn = cairn();
    // docs:index
    var definition =
        Definition.parse(
            Json.parse(
                """
                {"id": "invoice", "version": 1,
                 "indexes": ["context.customer.tier", "context.total", "attributes.epic"]}
                """));
    cairn.definitions().register(definition);
    // end
    assertThat(cairn.definitions().find("INVOICE")).contains(definition);
  }

  @Test
  void counting() {
    var cairn = cairn();
    // docs:statistics
    var statistics = cairn.workflows().statistics(Filter.everything());
    // end
    assertThat(statistics.total()).isEqualTo(30);
  }
}
