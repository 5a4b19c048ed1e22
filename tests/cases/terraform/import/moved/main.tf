# A chain of moves that ends at a resource of the design, one of a whole block, and one of something else.
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "this" {
  for_each    = toset(["test", "prod"])
  api_id      = aws_apigatewayv2_api.orders.id
  name        = each.key
  auto_deploy = true
}

resource "aws_sqs_queue" "kept" {
  name = "kept"
}

moved {
  from = aws_apigatewayv2_api.first
  to   = aws_apigatewayv2_api.second
}

moved {
  from = aws_sqs_queue.before
  to   = aws_sqs_queue.kept
}

moved {
  from = aws_apigatewayv2_api.second
  to   = aws_apigatewayv2_api.orders
}

moved {
  from = aws_apigatewayv2_stage.all
  to   = aws_apigatewayv2_stage.this
}
