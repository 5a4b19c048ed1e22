resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "i" {
  for_each           = toset(["one", "two"])
  api_id             = aws_apigatewayv2_api.a.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://${each.key}.example.com"
}
resource "aws_apigatewayv2_route" "r" {
  for_each  = aws_apigatewayv2_integration.i
  api_id    = aws_apigatewayv2_api.a.id
  route_key = "GET /same"
  target    = "integrations/${each.value.id}"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id      = aws_apigatewayv2_api.a.id
  name        = "$default"
  auto_deploy = true
  lifecycle {
    replace_triggered_by = [aws_apigatewayv2_integration.i]
  }
}
