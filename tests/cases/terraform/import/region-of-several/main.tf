# Functions of two Regions: which of them the API is made in, nobody says.
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "orders" {
  for_each = {
    near = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
    far  = "arn:aws:lambda:eu-central-1:123456789012:function:orders-copy"
  }

  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = each.value
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "orders" {
  for_each = aws_apigatewayv2_integration.orders

  api_id    = aws_apigatewayv2_api.orders.id
  route_key = "GET /${each.key}"
  target    = "integrations/${each.value.id}"
}
